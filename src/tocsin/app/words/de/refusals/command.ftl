# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

command_is_held = { $person } führt { $incident } bereits.
    .do = Übergeben Sie die Führung mit einer Lagemeldung, oder treten Sie für eine andere Organisation in die gemeinsame Führung ein.

no_command_yet = { $incident } führt noch niemand.
    .do = Übernehmen Sie zuerst die Führung.

not_in_command = { $person } führt { $incident } nicht.
    .do = Sehen Sie nach, wer führt, und nennen Sie diese Person.

already_in_command = { $person } führt bereits.
    .do = Es ist nichts zu tun, oder nennen Sie jemand anderen.

agency_has_commander = { $person } führt bereits für { $agency }.
    .do = Lassen Sie { $person } die Führung mit einer Lagemeldung übergeben.

last_commander = { $person } führt { $incident } allein.
    .do = Übergeben Sie die Führung mit einer Lagemeldung, oder beenden Sie sie, wenn dort keine Einheit mehr arbeitet.
