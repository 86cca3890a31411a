crew-page = Besatzung
crew-tabs = Teile dieser Seite
crew-tab-job = Einsatz
crew-tab-checklist = Liste
crew-tab-map = Karte
crew-tab-crew = Besatzung
crew-job = Der Einsatz
crew-sign-in-first = Einmal anmelden; danach arbeitet dieses Telefon stundenlang ohne Verbindung.
crew-kept-reports = { $count ->
    [one] { $count } Meldung wartet auf diesem Telefon. Sie geht ab, wenn sich anmeldet, wer sie gedrückt hat.
   *[other] { $count } Meldungen warten auf diesem Telefon. Sie gehen ab, wenn sich anmeldet, wer sie gedrückt hat.
}
crew-which-unit = Welches Einsatzmittel?
crew-find-unit = Rufname
crew-no-seat = { $who } hat keinen Platz auf einem Einsatzmittel. Bitten Sie die Leitstelle darum; diese Seite zeigt den Einsatz, sobald es so weit ist.
crew-no-link = { $minutes ->
    [0] Kein Empfang.
    [one] Kein Empfang seit { $minutes } Min.
   *[other] Kein Empfang seit { $minutes } Min.
}
crew-waits = { $count ->
    [0] Sie können weiterarbeiten.
    [one] Sie können weiterarbeiten. { $count } Meldung wartet und wird von selbst gesendet.
   *[other] Sie können weiterarbeiten. { $count } Meldungen warten und werden von selbst gesendet.
}
crew-stale = { $minutes ->
    [one] Was Sie sehen, ist { $minutes } Min. alt.
   *[other] Was Sie sehen, ist { $minutes } Min. alt.
}
crew-locked = Die Stadt will wissen, wer Sie sind.
crew-since = offen seit { $age }
crew-no-place = Ort nicht bekannt
crew-dangers = Gefahren
crew-others = Auch dort:
crew-no-job = Kein Einsatz
crew-no-job-says = Ihr Stand: { $status }. Ein Auftrag füllt diesen Bildschirm und ruft, bis ihn jemand übernimmt.
crew-act-en_route = Ausgerückt
crew-act-staged = In Bereitstellung
crew-act-on_scene = Am Einsatzort
crew-act-transporting = Transport
crew-act-at_hospital = Im Krankenhaus
crew-act-returning = Auf Rückfahrt
crew-act-in_service = Wieder einsatzbereit
crew-act-available = Frei
crew-where-to = Wohin?
crew-reports = Meldungen
crew-state-waiting = wartet
crew-state-received = angekommen
crew-state-refused = nicht angenommen
crew-state-read = von der Leitstelle gelesen
crew-take-back = Zurücknehmen
crew-not-taken = Die Stadt hat das nicht angenommen.
crew-tell-by-radio = Sagen Sie es über Funk.
crew-said-status = { $status }
crew-said-to = Nach { $place }
crew-said-ready = Bereit für { $town }, { $epoch }
crew-commanded = Wer uns befiehlt
crew-listens = Aufträge kommen von { $town }, { $epoch }.
crew-listens-next = Ab jetzt hört ihr auf { $town }, { $epoch }. Zu Ende bringen, was läuft; Halt und Rückzug gelten von jedem.
crew-between = An { $town } abgegeben: zu Ende bringen, was läuft, keine neuen Aufträge, bis { $town } euch hat. Halt und Rückzug gelten von jedem.
crew-asked-ready = Bereit für { $town }, { $epoch }?
crew-asked-until = Bis zur Antwort gelten die Aufträge wie bisher. Diese Ziffern über Funk sagen oder drücken.
crew-ready-for = Bereit für { $town }
crew-said-take = Auftrag übernommen
crew-said-cannot = Geht nicht: { $why }
crew-said-note = „{ $text }“
crew-said-photo = Foto
crew-said-help = Mehr Kräfte: { $what }
crew-said-danger = BESATZUNG IN GEFAHR
crew-said-safe = Wieder sicher
crew-said-welfare = Allen geht es gut
crew-said-step = Erledigt: { $text }
crew-more-help = Mehr Kräfte
crew-help-says = Eine Berührung fragt die Leitstelle. Die Liste sagt, wann dort jemand es gelesen hat.
crew-help-engine = Löschfahrzeug
crew-help-ladder = Drehleiter
crew-help-ambulance = Rettungswagen
crew-help-police = Polizei
crew-help-water = Wasser
crew-help-boat = Boot
crew-help-doctor = Notarzt
crew-help-officer = Einsatzleitung
crew-say = Etwas melden
crew-photo = Foto machen
crew-photo-no = Das ist kein Bild, das dieses Telefon lesen kann. Machen Sie es noch einmal.
crew-ready = Fertige Sätze
crew-ready-arrived = Eingetroffen, Erkundung läuft
crew-ready-nothing = Nichts festgestellt
crew-ready-fire = Feuer sichtbar
crew-ready-hurt = Verletzte
crew-ready-working = Arbeiten laufen
crew-ready-control = Unter Kontrolle
crew-ready-longer = Es dauert länger
crew-ready-resources = Genug Kräfte hier
crew-own-words = In eigenen Worten
crew-send = Senden
crew-back = Zurück
crew-take = Übernehmen
crew-cannot = Geht nicht
crew-cannot-why = Warum nicht?
crew-cannot-vehicle = Fahrzeug defekt
crew-cannot-crew = Besatzung unvollständig
crew-cannot-road = Kein Weg dorthin
crew-cannot-patient = Patient an Bord
crew-cannot-busy = Hier gebraucht
crew-order-new = Fahren Sie zu: { $place }
crew-order-instead = Verlassen Sie { $before }. Fahren Sie zu: { $place }
crew-danger-hold = 2 s halten: Besatzung in Gefahr
crew-danger-holding = Weiter halten …
crew-danger-ask = Besatzung in Gefahr?
crew-danger-says = Es geht sofort an die Leitstelle und an jede Besatzung an diesem Ort, vor allem anderen.
crew-danger-send = Ja, Besatzung in Gefahr
crew-danger-no = Nein
crew-danger-sent = Besatzung in Gefahr, { $time }:
crew-danger-is-waiting = noch nicht gesendet. Sagen Sie es auch über Funk.
crew-danger-is-received = angekommen. Die Leitstelle hat es noch nicht gelesen.
crew-danger-is-read = die Leitstelle hat es gelesen.
crew-safe-again = Wieder sicher
crew-mayday = Eine Besatzung ist in Gefahr
crew-heard = Gehört
crew-no-plan = Keine Liste
crew-no-plan-says = Für diesen Einsatz läuft kein Plan. Startet die Leitstelle einen, stehen Ihre Schritte hier.
crew-steps-ours = { $count ->
    [0] Unsere: alles erledigt
    [one] Unsere: { $count } offen
   *[other] Unsere: { $count } offen
}
crew-steps-others = Andere
crew-map-open = Karte öffnen
crew-map-label = Karte des Wegs zum Einsatz
crew-map-nowhere = Kein Ort auf der Karte
crew-map-nowhere-says = Der Ort ist nur in Worten bekannt, oder es gibt keinen Einsatz.
crew-map-kept = auf diesem Telefon gespeichert
crew-no-map = Hier ist keine Karte. Der Ort steht oben in Worten.
crew-credit = © OpenStreetMap-Mitwirkende
crew-way = { $minutes } Min., { $km } km
crew-no-way = Heute kein Weg über Straßen
crew-zoom-in = Näher
crew-zoom-out = Weiter weg
crew-zoom-all = Ganzer Weg
crew-welfare = Geht es allen gut?
crew-welfare-never = Noch nicht gesagt.
crew-welfare-at = Gesagt um { $time }, vor { $age }.
crew-welfare-due = Die Leitstelle wartet darauf seit { $time }.
crew-all-well = Allen geht es gut
crew-on-board = { $count ->
    [one] An Bord: { $count }
   *[other] An Bord: { $count }
}
crew-nobody-named = Die Leitstelle hat keine Namen für diese Besatzung.
crew-seat-officer = Führung
crew-seat-driver = Fahrer
crew-seat-medic = Sanitäter
crew-seat-crew = Mannschaft
crew-until = Bis { $time }
crew-this-phone = Dieses Telefon
crew-kept = Auf diesem Telefon gespeichert: Die Seite öffnet sich ohne Verbindung.
crew-not-kept = Nicht auf diesem Telefon gespeichert: Ohne Verbindung geht die Seite nur, solange sie offen bleibt.
crew-newer = Eine neuere Seite ist da: laden
crew-install = Auf den Startbildschirm
crew-sound-on = Der Ton ist an.
crew-sound-off = Der Ton ist aus, bis Sie den Bildschirm einmal berühren.
crew-sound-test = Ton ausprobieren
crew-wake = Dieses Telefon für Aufträge wecken
crew-wake-on = Es wird geweckt, auch wenn diese Seite zu ist.
crew-wake-off = Es wird noch nicht geweckt: Ein Auftrag ruft nur, solange diese Seite offen ist.
crew-wake-blocked = Dieses Telefon verbietet es. Erlauben Sie in den Einstellungen Mitteilungen für diese Seite.
crew-wake-cannot = Dieser Browser lässt sich nicht wecken. Lassen Sie die Seite offen.
crew-wake-absent = Diese Stadt weckt keine Telefone. Lassen Sie die Seite offen.
crew-other-unit = Anderes Einsatzmittel
crew-sign-out-loses = { $count ->
    [one] { $count } Meldung ist nicht gesendet und ginge verloren.
   *[other] { $count } Meldungen sind nicht gesendet und gingen verloren.
}
crew-sign-out-anyway = Trotzdem abmelden
crew-log-take = { $unit }: Auftrag übernommen.
crew-log-cannot = { $unit } kann nicht: { $why }.
crew-log-help = { $unit } fordert nach: { $what }.
crew-log-danger = { $unit }: Besatzung in Gefahr.
crew-log-safe = { $unit }: Besatzung wieder sicher.
crew-hazard-gas = Gas
crew-hazard-asbestos = Asbest
crew-hazard-electricity = Strom
crew-hazard-chemicals = Chemikalien
crew-hazard-collapse = Einsturzgefahr
crew-hazard-water = Steigendes Wasser
crew-hazard-fire = Feuer
crew-hazard-smoke = Rauch
crew-hazard-explosive = Explosionsgefahr
crew-hazard-violence = Gewalt
crew-hazard-weapon = Waffe
crew-hazard-dog = Hund
crew-said-out = Außer Dienst: { $why }
crew-out-of-service = Nicht einsatzbereit? Sagen Sie, warum:
crew-cannot-supplies = Material verbraucht
crew-team = Verband { $team }
crew-team-yours = Ihr führt ihn.
crew-team-led = Geführt von { $leader }.
crew-team-command = der Führung in der Einsatzleitung
crew-team-called = Auf { $channel }: { $units }.
