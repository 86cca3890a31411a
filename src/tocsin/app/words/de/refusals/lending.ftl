# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

partner_not_agreed = Keine geltende Vereinbarung sagt, dass { $unit } an { $to } verliehen werden darf.
    .do = { $to } eine Vereinbarung über das Verleihen vorschlagen (tocsin agreement propose) oder sie einer anderen Stadt anbieten.

kind_not_agreed = Die Vereinbarung mit { $to } gilt nicht für Einheiten der Art { $kind }: { $unit } bleibt.
    .do = Eine Einheit einer vereinbarten Art anbieten oder die Vereinbarung ändern.

enough_are_lent = { $to } hat schon die { $most } Einheiten, die die Vereinbarung zugleich erlaubt.
    .do = Erst eine zurückerbitten oder die Vereinbarung ändern.

too_few_at_home = Die Vereinbarung hält { $least } Einheiten zu Hause (Art: { $kind }); ohne { $unit } wären es { $staying }.
    .do = Eine andere Art anbieten oder warten, bis eine zurück ist.

sub_lend_not_agreed = { $unit } ist von { $home } geliehen; vom Weiterverleihen war nicht die Rede.
    .do = { $home } fragen oder sie zurückgeben.

unit_not_offered = { $unit } ist nicht angeboten.
    .do = Sie zuerst anbieten oder mit tocsin lend list ansehen, was angeboten ist.

offer_superseded = Dieses Angebot von { $unit } wurde ersetzt; das neueste ist { $epoch }.
    .do = Das neueste Angebot ansehen und die Besatzung nach { $epoch } fragen.

crew_not_ready = Die Besatzung von { $unit } hat für { $epoch } noch nicht geantwortet.
    .do = Die Besatzung über Funk einer der beiden Städte rufen und { $epoch } wiederholen lassen.

crew_is_ready = Die Besatzung von { $unit } hat für { $epoch } schon geantwortet und hört auf niemanden darunter.
    .do = Sie abgeben; oder sie der eigenen Stadt anbieten, die Besatzung neu fragen und bekräftigen.

epoch_not_higher = Die Besatzung von { $unit } hat schon für { $known } geantwortet: { $epoch } ist nicht höher.
    .do = Ein neues Angebot machen; es bekommt eine neue Nummer.

readback_differs = Die Besatzung von { $unit } wurde nach { $epoch } gefragt und wiederholte { $readback }.
    .do = Noch einmal fragen, bis sie dasselbe wiederholt.

unit_is_with_us = { $unit } ist bei uns oder steht uns nicht zu.
    .do = Mit tocsin lend list ansehen, wer sie führt.

offered_to_ourselves = { $unit } ist der eigenen Stadt angeboten.
    .do = Sie bekräftigen, sobald die Besatzung geantwortet hat.

request_not_theirs = Es gibt keine offene Anfrage { $request } von { $to }, zu der eine Einheit angeboten werden könnte.
    .do = Mit tocsin lend list ansehen, was erbeten ist, oder die Einheit ohne Anfrage anbieten.

outside_agreed_hours = Die Vereinbarung mit { $to } leiht zu dieser Stunde nichts: { $unit } bleibt.
    .do = Die vereinbarten Stunden abwarten oder die Vereinbarung ändern.

farther_than_agreed = Die Vereinbarung mit { $to } leiht nicht weiter als { $radius_m } m von der Grenze.
    .do = Eine andere Stadt bitten oder die Vereinbarung ändern.
