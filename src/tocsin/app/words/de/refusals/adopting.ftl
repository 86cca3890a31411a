# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

unit_is_our_own = { $unit } gehört uns: nur ein Gast wird so behalten.
    .do = Sie zurückholen (override).

home_not_gone = { $home }, die Heimat von { $unit }, ist nach keinem Wort von uns verschwunden.
    .do = Sie zurückgeben (tocsin lend return). Ist { $home } für immer fort, lassen zwei Führungskräfte sie nach einer Wiederherstellung aus, oder trennen zuerst die Verbindung.

guest_not_here = Nach dem, was dieses Protokoll und die Nachbarn wissen, ist { $unit } nicht bei uns.
    .do = Die Nachbarn und ihre Besatzung fragen (tocsin lend list).

guest_kept_already = { $unit } wurde schon behalten oder gehen gelassen.
    .do = Mit tocsin lend list ansehen.
