which-question = Welche Frage nach der Zeit
question-known_at = Was damals bekannt war.
question-says-known_at = Wie der Leitplatz es in dem Augenblick sah.
question-time = Was bis dahin geschehen war.
question-says-time = Wie wir es heute wissen, mit dem, was später gemeldet wurde.
look-back = Bild um
show-picture = Bild zeigen
diff = Vergleichen
diff-from = Zwischen
diff-to = und
diff-told = { $count ->
    [0] Nichts unterscheidet sich.
    [one] { $count } Gegenstand unterscheidet sich.
   *[other] { $count } Gegenstände unterscheiden sich.
}
what-happened = Was geschehen ist
facts-fresh = Neues zeigen
facts-none = Noch ist nichts verzeichnet.
reading-log = Das Protokoll wird gelesen …
known-later = bekannt { $time }, { $day }
