# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

incident_with_itself = { $incident } kann nicht mit sich selbst verbunden werden.
    .do = Nennen Sie zwei Einsätze.

not_linked = { $incident } und { $other } sind nicht verknüpft.
    .do = Es ist nichts zu tun.

incident_not_merged = { $incident } ging in keinem anderen Einsatz auf.
    .do = Es ist nichts zu trennen.

survivor_is_gone = { $survivor }, worin { $incident } aufging, ist im Archiv.
    .do = Eröffnen Sie einen neuen Einsatz und verknüpfen Sie ihn.

restriction_differs = { $incident } und { $survivor } sind nicht denselben Personen bekannt.
    .do = Gleichen Sie zuerst an, wer eingeweiht ist, oder verknüpfen Sie sie stattdessen.
