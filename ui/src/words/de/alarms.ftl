alarms = Alarme
alarms-unheard = noch nicht gehört
alarms-none = Nichts alarmiert Sie jetzt.
alarms-new = { $count ->
    [one] { $count } neuer Alarm: { $first }
   *[other] { $count } neue Alarme. Der erste: { $first }
}
alarms-hear-all = Alle gehört
alarms-flood = { $count ->
    [one] Zu viele auf einmal: Hier steht der erste jeder Art, { $count } weiterer in der Liste der Einsätze.
   *[other] Zu viele auf einmal: Hier steht der erste jeder Art, { $count } weitere in der Liste der Einsätze.
}
alarms-shelved = Zurückgestellt
alarms-week = Sieben Tage an diesem Platz: { $came } gekommen, { $chattered } geflattert, { $stood } über einen Tag gestanden.
alarms-own = Flatternde und stehende Alarme sind unsere Fehler, nicht Ihre.
alarm-danger = Mannschaft in Gefahr.
alarm-mayday = { $words }
alarm-mayday-unit = { $unit }, an keinem Einsatz
alarm-show = Zeigen
alarm-hear = Gehört
alarm-heard-at = Gehört um { $time }; noch nicht vorbei.
alarm-shelve = Zurückstellen
alarm-unshelve = Zurückholen
alarm-until = bis { $time }
alarm-for = Wie lange
alarm-minutes = { $count ->
    [one] { $count } Minute
   *[other] { $count } Minuten
}
alarm-over-title = Die Mannschaft ist außer Gefahr
alarm-level-1 = bald zu tun
alarm-level-2 = dringend
alarm-level-3 = Mannschaft in Gefahr
alarm-act-take-mayday = Ich übernehme
alarm-act-ask-desk = Leitstelle dazurufen
alarm-act-over = Außer Gefahr
alarm-act-take-call = Meldung annehmen
alarm-act-send = Einheit schicken
alarm-act-call-crew = Mannschaft rufen oder andere schicken
alarm-act-check-crew = Nach der Mannschaft fragen
alarm-act-read = Lesen
alarm-act-ask-again = Nachfragen
alarm-act-close = Schließen
alarm-act-settle = Erledigen
alarm-act-give-again = Anderen geben
alarm-act-ask-owner = Beim Zuständigen nachfragen
alarm-act-tick = Schritt erledigen
alarm-act-take-command = Führung übernehmen oder ablehnen
alarm-act-approve = Zustimmen oder widersprechen
alarm-limbo = Vor { $for } abgegeben, { $town } hat sie nicht angenommen: niemand darf sie schicken.
alarm-limbo-unit = { $unit }, zwischen zwei Städten
alarm-act-call-town = Dort anrufen oder zurückholen
alarm-call-receipt = Vor { $for } an { $town } weitergegeben, dort nicht angekommen: { $town } anrufen.
alarm-call-answer = Vor { $for } an { $town } weitergegeben, dort hat niemand übernommen: { $town } anrufen.
alarm-call-returned = { $town } hat ihn vor { $for } zurückgegeben: er ist wieder unserer.
alarm-call-crossed = { $town } bearbeitet ihn auch, seit { $for }: klären, wer fährt.
alarm-call-between = Notruf zwischen zwei Städten
alarm-act-telephone = Dort anrufen
sound = Ton
sound-off = Kein Ton, bis Sie eine Taste drücken
sound-none = Keiner (Mannschaft in Gefahr ist zu hören)
sound-low = Leise
sound-usual = Üblich
sound-loud = Laut
key-alarms = Alarme
