# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

call_not_recorded = Die Quelle hat den Anruf { $call } bisher nicht gezeigt.
    .do = Übernehmen Sie zuerst die Zeilen des Anrufs selbst.
