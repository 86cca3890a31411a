# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

report_has_incident = { $report } gehört zu { $incident }.
    .do = Lösen Sie sie zuerst mit einer Begründung, oder schließen Sie den Einsatz selbst ab oder geben Sie ihn ab.

call_waits_for_answer = { $by } hat das als { $call } weitergegeben und wartet auf eine Antwort.
    .do = Geben Sie es zurück (PR), übernehmen Sie es (PT) oder geben Sie es weiter (PASS).

call_back_not_tried = Wer { $report } gemeldet hat, wurde nicht zurückgerufen.
    .do = Rufen Sie zurück und notieren Sie, was daraus wurde, oder sagen Sie, warum nicht.

report_is_open = { $report } ist offen.
    .do = Es ist nichts zu tun.

report_not_archivable = Niemand hat gesagt, was aus { $report } wurde.
    .do = Eröffnen Sie einen Einsatz daraus, ordnen Sie sie zu, schließen Sie sie ab oder geben Sie sie ab; mit einem Einsatz wird sie zusammen abgelegt.
