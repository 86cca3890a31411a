# Was fällig ist, und das Blatt der Tasten.

due-narrow = Liste eingrenzen
due-search = Art, Gegenstand, wer
due-mine = Meine
due-within = { $hours } h
due-overdue = Überfällig
due-coming = Kommt
due-longest-first = am längsten überfällig zuerst
due-soonest-first = das Nächste zuerst
due-nothing-overdue = Nichts ist überfällig.
due-none-so = Nichts Überfälliges ist so.
due-nothing-coming = { $hours ->
    [one] In { $hours } Stunde wird nichts fällig.
   *[other] In { $hours } Stunden wird nichts fällig.
}
due-teaches = Was geschuldet ist, kommt von selbst: Lebenszeichen, Ablösung, Aufträge und Schritte mit Frist. OWE schreibt alles andere auf.
due-in = in { $for }
due-task = Auftrag
due-step = Schritt im Plan
due-incident = { $number } { $what }
due-report = eine Meldung
due-shift = Schicht { $name }
due-told = { $who } verständigt
settle-well = Alle wohlauf
settle-relieve = Ablösen
settle-back = Im Dienst
settle-word = Ihr Stand
settle-lift = Aufheben
settle-extend = Verlängern
settle-count = Zählen
settle-read = Gelesen
settle-done = Erledigt
settle-tick = Erledigt
settle-skip = Trifft nicht zu
settle-later = Später
settle-met = Erledigt, mit Worten
settle-waive = Erlassen
keys-everywhere = Tasten
sheet-title = Alle Tasten und Zeilen
close = Schließen
print = Drucken
verbs-look = Ansehen
verbs-calls-and-reports = Anrufe und Meldungen
verbs-incidents = Einsätze
verbs-together = Zusammen
verbs-send-and-how-far-they-are = Schicken, und wie weit sie sind
verbs-units-crews-people = Einheiten, Mannschaften, Personen
verbs-command = Führung
verbs-objectives-and-tasks = Ziele und Aufträge
verbs-plans = Pläne
verbs-written-and-owed = Notiert und geschuldet
verbs-facilities-and-closures = Einrichtungen und Sperrungen
verbs-neighbours = Nachbarn
verbs-with-approval = Mit Freigabe
verbs-teams = Verbände
