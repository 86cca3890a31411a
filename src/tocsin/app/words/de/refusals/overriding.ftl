# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

only_home_overrides = { $unit } gehört { $home }: nur die Heimatstadt holt sie zurück.
    .do = { $home } anrufen.

override_not_open = Niemand holt { $unit } gerade zurück.
    .do = Das Zurückholen zuerst mit Grund eröffnen.

two_officers_needed = { $first } hat es eröffnet: bevor { $unit } zurückgeholt wird, muss eine zweite Führungskraft zustimmen.
    .do = Eine andere Führungskraft unter eigener Anmeldung zustimmen lassen.

nonce_not_answered = Das ist nicht, was die Besatzung von { $unit } wiederholen muss.
    .do = Der Besatzung Nummer und Ziffern noch einmal sagen und eingeben, was sie sagt.

conflict_unknown = Kein offener Konflikt um { $unit } hat die Nummer { $epoch }.
    .do = Die offenen mit tocsin lend list ansehen.

nonce_too_often_wrong = { $wrong } Antworten zu { $unit } hatten andere Ziffern: vor { $again } gilt keine.
    .do = Die Besatzung auf dem anderen Funk rufen, die Ziffern noch einmal lesen lassen und nach { $again } antworten.
