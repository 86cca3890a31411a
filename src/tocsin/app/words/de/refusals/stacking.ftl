# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

unit_is_free = { $unit } ist frei ({ $status }).
    .do = Schicken Sie die Einheit (D).

already_stacked = { $incident } ist für { $unit } schon vorgemerkt.
    .do = Es ist nichts zu tun.

not_stacked = { $incident } ist für { $unit } nicht vorgemerkt.
    .do = Sehen Sie an, was für die Einheit vorgemerkt ist, und nennen Sie einen anderen Einsatz.
