# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

record_class_unknown = Der geltende Fristenplan hat keine Klasse { $record_class }.
    .do = Die Klassen zeigt tocsin retention show.

destruction_under_way = Akten der Klasse { $record_class } werden bereits vernichtet ({ $destruction }).
    .do = Warten Sie, bis das beendet ist; tocsin retention record sagt es.

clock_not_confirmed = Von { $since } bis { $until } wurde nichts aufgezeichnet: Vielleicht ist das Datum falsch, und damit, was fällig ist.
    .do = Stimmt das Datum, sagen Sie es mit tocsin retention confirm; sonst stellen Sie die Uhr des Rechners.
