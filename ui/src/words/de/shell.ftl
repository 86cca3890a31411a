app-name = Tocsin
asking-the-town = Die Stadt wird gefragt …
town-does-not-answer = Die Stadt antwortet nicht. Alle zwei Sekunden wird erneut gefragt.
screen-opens = Wird geöffnet …
skip-to-screen = Zum Bildschirm springen
screens = Bildschirme
screen-desk = Leitplatz
screen-calls = Anrufe
screen-board = Tafel
screen-plans = Pläne
screen-timeline = Verlauf
screen-measures = Kennzahlen
screen-incidents = Einsatz
screen-units = Einheiten
screen-due = Fällig
screen-handover = Übergabe
screen-people = Personen
screen-health = Zustand
screen-wall = Wand
screen-officials = Überblick
mode-actual = Echt
mode-exercise = Übung
mode-test = Test
mode-past = Rückblick
mode-exercise-says = Übung: Nichts hiervon verlässt diesen Raum
mode-test-says = Test: Nichts hiervon ist echt
mode-clock = Übungsuhr { $drill }, ×{ $rate } · Wanduhr { $wall }
past-known = Was um { $time } bekannt war, { $day }
past-happened = Was bis { $time } geschehen war, { $day }
past-says = { $minutes ->
    [one] vor { $minutes } Minute · nur lesen
   *[other] vor { $minutes } Minuten · nur lesen
}
past-back = Zurück zu jetzt
past-read-only = Im Rückblick nur lesen
past-no-orders = Sie blicken zurück. Mit Esc kehren Sie zu jetzt zurück; Befehle gelten immer jetzt.
past-asks = Das Bild wird geholt …
at-not-understood = Das ist keine vergangene Zeit. Schreiben Sie 14:02 oder 2026-03-02T14:02.
calls-waiting = { $count ->
    [one] { $count } Anruf wartet
   *[other] { $count } Anrufe warten
}
link-live = aktuell
link-joining = verbindet …
link-stale = { $age } alt
link-lost = keine Verbindung, { $age }
link-heard = Zuletzt gehört vor { $age }
offline-since = Keine Verbindung zur Stadt seit { $time }.
offline-says = { $count ->
    [0] Sie sehen das Bild von damals. Es geht von selbst weiter, sobald die Verbindung da ist.
    [one] Sie sehen das Bild von damals. { $count } Befehl wartet hier ohne Antwort.
   *[other] Sie sehen das Bild von damals. { $count } Befehle warten hier ohne Antwort.
}
key-new-call = neuer Anruf
key-incidents = Einsätze
key-units = Einheiten
key-map = Karte
key-plan = Plan
key-talk = Protokoll
key-next-needing = nächster, der jemanden braucht
key-picture-at = Bild um …
key-command = Befehlszeile
key-back = zurück; kein Text geht verloren
key-screens = Bildschirme
key-all-keys = alle Tasten
command-line = Befehlszeile
command-hint = Befehl eingeben, etwa D E1 17, oder ? für alle Tasten
choices = Was folgen kann
undo-nothing = Von hier wurde nichts getan, das sich zurücknehmen ließe.
echo-away = Die Stadt antwortet nicht: Mit Enter wird sie gefragt.
with-a-reason = Mit Begründung senden
change-the-line = Ändern
put-away = Weglegen
send-it-now = Jetzt senden
cancel = Abbrechen
sent-unknown = Gesendet, noch keine Antwort: { $age }. Es wird unter derselben Nummer erneut gefragt, geschieht also nur einmal.
sent-kept = Nicht gesendet, { $age } alt. Es wird nicht von selbst verspätet gesendet: Prüfen Sie, ob es noch richtig ist.
person-menu = Sie und dieser Platz
look = Aussehen
look-auto = Wie dieses Gerät
look-dark = Dunkel
look-light = Hell
look-contrast = Hoher Kontrast
language = Sprache
this-desk = Dieser Platz
lock-desk = Platz sperren
switch-person = Jemand anderes arbeitet hier
sign-out = Abmelden
sign-in = Anmelden
role-administrator = Verwaltung
role-call_taker = Anrufannahme
role-dispatcher = Disposition
role-duty_officer = Lagedienst
role-chief = Leitung
role-incident_commander = Einsatzleitung
role-planner = Planung
role-clerk = Aktenführung
role-crew = Mannschaft
role-observer = Beobachtung
role-watch_coordinator = Nachbarschaftswache
role-member = Mitglied
role-importer = Einspielung
more-screens = Mehr
locked = Gesperrt
locked-says = { $name} war nicht da. Das Bild läuft weiter; Befehle warten auf einen Menschen.
unlock = Entsperren
