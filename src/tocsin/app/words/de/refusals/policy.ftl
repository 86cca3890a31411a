# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

policy_has_changed = Die Zugriffstabelle hat jetzt Fassung { $version }; das hier geht von { $after } aus.
    .do = Sehen Sie die Tabelle erneut an, und nehmen Sie Ihre Änderungen über Fassung { $version } an.

policy_row_twice = Die Zeile { $row } steht zweimal da.
    .do = Behalten Sie eine davon; eine Zeile sagt alles über ihren Befehl, oder über ihre Art und Rolle.

policy_role_unknown = Es gibt keine Rolle { $role }.
    .do = Nehmen Sie eine Rolle aus der Liste in docs/access-table.md.

policy_field_unknown = Ein Gegenstand der Art { $kind } hat kein Feld { $field }.
    .do = Die Felder stehen in docs/access-table.md.

policy_would_lock_out = Mit dieser Tabelle könnte niemand aus der Verwaltung mehr { $command } geben.
    .do = Lassen Sie administrator in der Zeile von { $command } ohne Bedingung.

agreement_without_region = Die Vereinbarung mit { $partner } sagt nicht, wo sie gilt.
    .do = Geben Sie eine Grenze mit Umkreis an, oder die Namen von Gebieten.

agreement_unknown = Mit { $partner } gibt es keine Vereinbarung.
    .do = Es ist nichts zu tun; { $partner } wird nichts gezeigt.

rounding_too_fine = Eine öffentliche Position wird auf mindestens { $least } µ° gerundet, nicht auf { $step_udeg }.
    .do = Geben Sie einen größeren Schritt an.

sharing_is_signed = Was { $partner } sieht, ist in { $agreement } vereinbart, die beide Städte unterzeichnet haben.
    .do = Ändern Sie { $agreement }, oder beenden Sie sie zuerst.
