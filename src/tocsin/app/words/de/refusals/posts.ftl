# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

position_is_command = Die Einsatzleitung von { $incident } wird nicht als Posten eingerichtet.
    .do = Übernehmen Sie die Führung, oder übergeben Sie sie mit einer Lagemeldung.

post_needs_name = Von { $position } kann es mehrere geben.
    .do = Geben Sie diesem einen Namen, etwa Abschnitt A.

post_exists = { $position } ist schon eingerichtet ({ $post }).
    .do = Besetzen Sie diesen Posten, oder geben Sie dem neuen einen anderen Namen.

post_unknown = Bei { $incident } gibt es keinen Posten { $post }.
    .do = Sehen Sie die Gliederung des Einsatzes an und nennen Sie einen anderen.

post_cannot_report_there = { $position } untersteht nicht { $superior }.
    .do = Unterstellen Sie ihn einem von diesen: { $allowed }.

post_reports_to_itself = { $post } würde am Ende sich selbst unterstehen.
    .do = Wählen Sie einen Posten darüber, der nicht darunter steht.

post_is_vacant = { $post } ist unbesetzt.
    .do = Es ist nichts zu tun, oder besetzen Sie ihn.

post_leads_others = { $led } unterstehen { $post }.
    .do = Unterstellen Sie sie zuerst einem anderen Posten.
