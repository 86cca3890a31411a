# Was ein gewecktes Telefon zeigt.

wake-title = { $unit }: neuer Auftrag
wake-marked = { $mode }: { $title }
wake-body = Ein neuer Auftrag. Öffnen Sie die Seite Ihrer Mannschaft.
mode-exercise = ÜBUNG
mode-test = TEST
