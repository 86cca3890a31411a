# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

incident_not_over = { $incident } ist noch offen.
    .do = Schließen Sie zuerst ab; wonach jemand handelt, wird nicht vergessen.

report_not_over = An { $report } wird noch gearbeitet.
    .do = Schließen Sie zuerst die Meldung ab, oder den Einsatz, zu dem sie gehört.

forget_by_own_verb = { $subject } ist hier bekannt und hat einen eigenen Befehl.
    .do = Nehmen Sie den Befehl, der eine Person oder einen Einsatz vergisst.
