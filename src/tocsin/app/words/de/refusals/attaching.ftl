# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

report_is_attached = { $report } gehört zu { $incident }.
    .do = Lösen Sie sie zuerst mit einer Begründung, oder verknüpfen Sie die beiden Einsätze.

report_not_attached = { $report } gehört zu keinem Einsatz.
    .do = Es ist nichts zu tun.

what_is_missing = { $report } sagt nicht, worum es geht.
    .do = Notieren Sie die Art, oder nennen Sie sie im Befehl.

where_is_missing = { $report } sagt nicht, wo.
    .do = Notieren Sie den Ort oder orten Sie den Anrufer, oder eröffnen Sie ohne Ort und sagen Sie, warum.

likely_the_same = { $report } könnte { $incidents } betreffen: { $distance_m } m entfernt, { $age_s } s auseinander.
    .do = Ordnen Sie sie dort zu, oder eröffnen Sie einen neuen Einsatz und nennen Sie die, die Sie angesehen haben.

duplicate_of_itself = { $report } kann nicht doppelt zu sich selbst sein.
    .do = Nennen Sie die Meldung, die zuerst kam.

report_is_duplicate = { $report } ist als doppelt zu { $original } vermerkt.
    .do = Heben Sie das zuerst mit einer Begründung auf.

report_is_no_duplicate = { $report } ist nicht doppelt.
    .do = Es ist nichts zu tun.
