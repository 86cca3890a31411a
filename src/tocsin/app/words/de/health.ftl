# Wie es dem System geht; wie lange etwas dauert.

health-log-not-read = Es wurde seit { $age } nicht gelesen.
health-log-not-read-do = Sehen Sie nach, ob der schreibende Rechner lebt, und nach der Verbindung.
health-log-empty = Noch ist nichts aufgezeichnet.
health-only-read = Hier wird nur gelesen; Befehle nimmt { $writer }.
health-stopped = Das Protokoll ist nicht zu schreiben: Kein Befehl wird gewährt.
health-doctor-do = Lassen Sie tocsin doctor auf dem Ordner der Stadt laufen.
health-disk-do = Sehen Sie nach, was sonst die Platte braucht.
health-orders = Befehle werden angenommen.
health-no-second = Kein zweiter Rechner folgt dieser Stadt.
health-no-second-do = Richten Sie einen ein (docs/operating/standby.md): Er übernimmt, wenn dieser ausfällt.
health-second-closed = Kein Befehl wird gewährt: { $why }.
health-second-do = Kümmern Sie sich um den zweiten Rechner und die Verbindung.
health-second-link-do = Sehen Sie nach der Verbindung zwischen den beiden.
health-second-whole = Er hat alles.
health-screens-none = Niemand folgt mit.
health-late = { $who } Was geschieht, kommt { $late } s zu spät an.
health-late-do = Sehen Sie nach, was sonst auf diesem Rechner läuft.
health-no-track = Dieser Rechner bewahrt keine Positionen auf.
health-track-trouble = Von der Spur: { $trouble }.
health-track-do = Die Stadt läuft ohne sie. Lassen Sie tocsin doctor auf ihrem Ordner laufen.
health-no-folder = Dieser Rechner hat den Ordner der Stadt nicht.
health-no-certificate = Die Stadt hat kein eigenes Zertifikat; wer sie ausliefert, hat vielleicht eines.
health-certificate-do = tocsin serve --tls-local macht eines.
health-backup-do = Machen Sie eine: tocsin backup, oder tocsin offsite (docs/operating/backup-and-restore.md).
health-no-backup = Keine Sicherung dieser Stadt ist bekannt.
health-backup = Die letzte Sicherung ist { $age } alt.
health-no-ground = Keine ist übernommen: Orte sind, wie man sie nennt.
health-no-ground-do = tocsin ground adopt TOWN GROUND.
health-ground-wrong = Sie ist nicht so, wie sie übernommen wurde: { $wrong }.
health-ground-wrong-do = Übernehmen Sie sie erneut, oder holen Sie sie aus einer Sicherung.
health-ground-old-do = Lesen Sie einen neueren Auszug ein und vergleichen Sie.
health-clock-unsaid = dieses System sagt nicht, ob seine Uhr gestellt wird
health-clock-alone = niemand stellt die Uhr dieses Rechners
health-clock-alone-do = Lassen Sie einen Zeitdienst laufen (chrony, systemd-timesyncd), gegen die Zeitquelle der Stadt.
health-clock = ein Zeitdienst stellt die Uhr
health-room = { $free } GB sind frei
health-room-now-do = Schaffen Sie jetzt Platz: Ohne ihn wird nichts bestätigt.
health-room-soon-do = Schaffen Sie diese Woche Platz.
health-inodes-do = Löschen Sie dort kleine Dateien.
health-inodes = { $count } Inodes sind noch frei
health-certificate-again-do = Öffnen Sie die Tür erneut: Dann wird es erneuert.
health-drill-none = es ist nicht bekannt, dass eine Sicherung dieser Stadt je zurückgespielt wurde
health-drill-none-do = Spielen Sie eine in einen leeren Ordner zurück (docs/operating/backup-and-restore.md).
health-drill-unread = { $file } ist nicht zu lesen
health-drill-unread-do = Üben Sie es erneut.
health-drill-old-do = Üben Sie es diese Woche.
health-leap = die Uhr sprang: Von { $since } bis { $until } wurde nichts aufgezeichnet; es wird nichts mehr vernichtet
health-leap-do = Sehen Sie auf das Datum. Stimmt es: tocsin retention confirm. Sonst stellen Sie die Uhr (docs/operating/retention.md).
health-retention-none = kein Fristenplan ist angenommen: Jede Akte bleibt für immer
health-retention-quiet = keine Vernichtung ist angekündigt
health-retention-due = was von { $name } fällig ist, ab { $at } UTC
health-retention = angekündigt, zu vernichten: { $what }
lasts-s = { $n } s
lasts-min = { $n } min
lasts-h = { $n } h
lasts-h-min = { $h } h { $min } min
lasts-days = { $n ->
    [one] { $n } Tag
   *[other] { $n } Tagen
}
health-log = { $n ->
    [one] { $n } Eintrag; der letzte vor { $age }.
   *[other] { $n } Einträge; der letzte vor { $age }.
}
health-waiting = { $n ->
    [one] { $n } Befehl wartet auf die Platte.
   *[other] { $n } Befehle warten auf die Platte.
}
health-second-away = { $n ->
    [one] Er ist nicht zu hören; ihm fehlt { $n } Eintrag.
   *[other] Er ist nicht zu hören; ihm fehlen { $n } Einträge.
}
health-second-behind = { $n ->
    [one] Er ist { $age } zurück ({ $n } Eintrag).
   *[other] Er ist { $age } zurück ({ $n } Einträge).
}
health-screens = { $n ->
    [one] Einer folgt mit.
   *[other] { $n } folgen mit.
}
health-track = { $n ->
    [one] Bisher { $n } Beobachtung.
   *[other] Bisher { $n } Beobachtungen.
}
health-ground = { $days ->
    [one] Fassung { $version } von { $source }, vor { $days } Tag übernommen.
   *[other] Fassung { $version } von { $source }, vor { $days } Tagen übernommen.
}
health-certificate-over = { $days ->
    [one] es endete vor { $days } Tag
   *[other] es endete vor { $days } Tagen
}
health-certificate-ends = { $days ->
    [one] es endet in { $days } Tag
   *[other] es endet in { $days } Tagen
}
health-certificate = { $days ->
    [one] es gilt noch { $days } Tag
   *[other] es gilt noch { $days } Tage
}
health-drill = { $days ->
    [one] die letzte war vor { $days } Tag
   *[other] die letzte war vor { $days } Tagen
}
