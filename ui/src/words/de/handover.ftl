# Die Übergabe eines Leitplatzes.

handover-of = Übergabe von { $town }
shift = Schicht
shift-present = { $name } (jetzt)
handover-none-working = Nichts ist in Arbeit.
handover-none-quiet = Nichts ruht.
handover-words = In den Worten des Leitplatzes
handover-no-words = Für diese Schicht hat noch niemand geschrieben.
handover-no-words-next = Wer geht, schreibt, was die Nächsten wissen müssen; wer kommt, sagt, dass es gelesen ist.
handover-write = Was die nächste Schicht wissen muss
handover-write-hint = Wird als Eintrag der Schicht aufbewahrt. Was Sie tippen, bleibt hier, bis es gesendet ist.
handover-begin = Mit dem Stand beginnen
handover-send = Aufschreiben und lesen lassen
handover-sent = Es ist aufgeschrieben; um Lesen binnen einer Stunde ist gebeten.
handover-unanswered = Noch keine Antwort. Erneut gesendet, geschieht es einmal.
handover-unread = Zu lesen erbeten, ungelesen
handover-all-read = Alles Erbetene ist gelesen.
handover-out = Einheiten außer Dienst
handover-none-out = Alle Einheiten sind im Dienst.
handover-closures = Gesperrte Straßen und Gebiete
handover-none-closed = Nichts ist gesperrt.
handover-closed = gesperrt: { $where }
handover-coming = In den nächsten zwölf Stunden
handover-owed = { $what }, { $name }, fällig { $time }
handed-over-by = Übergeben von
taken-over-by = Übernommen von
closure-blocked = Blockiert
