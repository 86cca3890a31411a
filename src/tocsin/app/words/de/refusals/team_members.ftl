# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

team_unknown = Es gibt keinen Verband { $team }.
    .do = Mit tocsin team list ansehen, welche es gibt.

team_exists = Ein Verband oder eine Einheit heißt schon { $team }.
    .do = Einen anderen Namen geben.

team_too_small = { $team } hätte weniger Einheiten als { $least }.
    .do = Mehr Einheiten nennen oder ihn auflösen.

team_units_unlike = Ein Strike Team ist von einer Art und einem Typ; { $unit } und { $other } sind ungleich: { $team } wäre eine Task Force.
    .do = Eine Task Force bilden oder Einheiten einer Art und eines Typs nennen.

team_leader_unclear = { $team } braucht eine Führung: eine Person oder die Besatzung einer seiner Einheiten.
    .do = Entweder eine Person oder eine führende Einheit nennen.

team_is_offered = { $team } ist { $to } angeboten, mit { $unit }: seine Einheiten bleiben, wie sie sind.
    .do = Erst das Angebot zurücknehmen oder ihn abgeben und eine Einheit zurücklassen.

team_is_away = { $unit } von { $team } ist bei { $holder }: seine Einheiten bleiben, wie sie sind.
    .do = Warten, bis er zurück ist, oder ihn zurückerbitten.

unit_is_in_team = { $unit } gehört zu { $team } und geht mit ihm.
    .do = Den Verband schicken; oder { $unit } erst herausnehmen, oder sie allein schicken und sagen, warum.

unit_not_in_team = { $unit } gehört nicht zu { $team }.
    .do = Mit tocsin team show ansehen, welche dazugehören.

unit_goes_with_team = { $unit } ist mit { $team } angeboten und wird mit ihm abgegeben.
    .do = Den Verband abgeben; eine Einheit, deren Besatzung nicht antwortet, mit Begründung zurücklassen.

order_not_for_teams = „{ $kind }“ ist nichts, was einem Verband angeordnet werden kann.
    .do = Jeder Einheit einzeln anordnen.

leader_left_behind = { $unit } führt { $team }; ohne Führung geht er nicht.
    .do = Erst eine andere Führung nennen (tocsin team change).

left_without_reason = { $team } lässt eine Einheit zurück, und niemand hat gesagt, warum.
    .do = Sagen, warum.

strike_team_of_no_kind = Ein Strike Team sind mehrere Einheiten einer Art, und die Anfrage sagt nicht, welcher oder wie viele.
    .do = Die Art und zwei Einheiten oder mehr nennen oder um eine Task Force bitten.
