# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

place_loan_unknown = Plätze { $loan } gibt es hier nicht.
    .do = Mit tocsin lend place list nachsehen; bei nicht angekündigten Menschen Stadt, Haus und Art nennen.

place_loan_is_theirs = Plätze { $loan } sind bei { $keeper }: von dort wird gesagt, was freigehalten wird und wer gekommen ist.
    .do = { $keeper } fragen.

place_loan_is_ours = Plätze { $loan } sind für { $borrower } freigehalten: von dort wird gesagt, was genommen, geschickt und zurückgegeben wird.
    .do = Freihalten, ablehnen oder zurückerbitten; oder { $borrower } anrufen.

places_of_our_own = { $to } ist unsere eigene Stadt: sie leiht sich ihre Plätze nicht.
    .do = Die andere Stadt nennen.

places_end_before = { $at } ist vorbei oder liegt vor dem Beginn.
    .do = Eine spätere Zeit angeben.

places_not_agreed = Die Vereinbarung mit { $to } umfasst dort keine Plätze der Art { $kind }.
    .do = Eine vereinbarte Art und ein vereinbartes Haus nennen oder die Vereinbarung ändern.

more_places_than_agreed = { $to } hat schon { $there } Plätze der Art { $kind }; die Vereinbarung erlaubt { $most } zugleich.
    .do = Weniger freihalten oder die Vereinbarung ändern.

more_than_asked = Mit { $loan } wird noch um { $left } gebeten.
    .do = So viele oder weniger freihalten; weitere eigens anbieten.

places_not_counted = Niemand hat gesagt, wie viele Plätze der Art { $kind } bei { $facility } frei sind.
    .do = Melden, was dort frei ist, dann freihalten.

places_not_recounted = Dieses Protokoll wurde wiederhergestellt; Plätze der Art { $kind } bei { $facility } wurden seither nicht gezählt, oder ein Nachbar hat nicht geantwortet.
    .do = Melden, was dort frei ist, sobald alle Nachbarn geantwortet haben.

no_place_free = { $quantity } Plätze der Art { $kind } können bei { $facility } nicht freigehalten werden: { $free } sind offen, { $least } bleiben frei.
    .do = Weniger, in einem anderen Haus, oder eine neue Zählung melden.

facility_takes_nobody = { $facility } ist geschlossen oder weist Menschen ab.
    .do = Anderswo freihalten oder melden, wie es jetzt ist.

nothing_asked = Mit { $loan } wird um nichts mehr gebeten.
    .do = Plätze eigens anbieten.

one_facility_a_loan = { $loan } hat seine Plätze schon bei { $facility }.
    .do = Dort mehr freihalten oder anderswo eigens anbieten.

nothing_offered = Für { $loan } wartet nichts darauf, angenommen zu werden.
    .do = Mit tocsin lend place list nachsehen; um mehr eigens bitten.

more_than_kept = { $loan } hat davon { $kept } Plätze.
    .do = Weniger nennen.

place_loan_unreconciled = Dieses Protokoll wurde wiederhergestellt, und { $neighbour } hat noch nicht gesagt, wie es um { $loan } steht.
    .do = Auf die Antwort warten oder { $neighbour } anrufen.
