# Wie Warnungen hinausgehen und wie weit sie gekommen sind.

warn-feed-title = Warnungen von { $town }
warn-try-event = Test
warn-try-headline = Test eines Kanals von { $town }: Es ist nichts geschehen
warn-try-body = Mit dieser Nachricht wird ein Kanal für Warnungen erprobt. Es ist nichts zu tun. Sie geht an eine Testadresse; wer sie anderswo liest, sage es bitte der Stadt.

channel-added = Warnungen gehen jetzt über { $channel } hinaus, an { $receivers ->
    [one] einen Empfänger
   *[other] { $receivers } Empfänger
}. Erproben Sie ihn, bevor er gebraucht wird.
channel-removed = Keine neue Warnung geht mehr darüber hinaus. Was zurückzunehmen ist, noch immer.
channel-tried = Eine Nachricht mit dem Status Test geht an seine Testadresse; sehen Sie nach, wie weit sie kam.
channel-retried = Es geht noch einmal hinaus.
again-nobody = von { $message } wurde niemand aufgegeben: siehe tocsin warn reached
channel-line = { $channel }: { $carrier }, { $receivers ->
    [one] ein Empfänger
   *[other] { $receivers } Empfänger
}, ab Schwere { $least }
channel-area =   { $receiver }: nur Warnungen, die { $area } berühren
channel-area-twice = { $name } hat zwei Gebiete; gib eines an
channel-area-nobody = kein Empfänger heißt { $name }; benenne ihn mit --to { $name }=ADRESSE
channel-none = Noch gehen Warnungen über keinen Kanal hinaus.
channel-drill = Dieses Protokoll ist nicht Actual: Nichts verlässt es.
reached-nothing = unter dem Namen { $message } ist hier nichts hinausgegangen
reached-message = { $message }, ausgegeben { $at }
reached-channel = { $channel }: { $reached } von { $receivers } erreicht, { $waiting } warten, { $unreached } aufgegeben, { $superseded } überholt, { $late } verspätet, { $elsewhere } nicht betroffen
reached-stand-in = { $channel } springt ein
reached-so = { $channel } ist eingesprungen, und sie kam an
reached-twice = vielleicht doppelt
reach-waiting = wartet
reach-sending = wird gesendet
reach-reached = erreicht
reach-unreached = aufgegeben
reach-superseded = eine spätere Nachricht geht stattdessen
reach-not_concerned = nicht betroffen: sie gilt einem anderen Ort
delivery_cause-no_connection = keine Verbindung
delivery_cause-no_answer = keine Antwort in der Zeit
delivery_cause-cut_off = mittendrin abgerissen
delivery_cause-busy = soll später wiederkommen
delivery_cause-refused = abgelehnt
delivery_cause-no_such_receiver = kein solcher Empfänger
delivery_cause-not_trusted = eine Seite traut der anderen nicht
delivery_cause-strange_answer = eine Antwort, die keine Quittung ist
delivery_cause-not_set_up = nicht eingerichtet
delivery_cause-cannot_carry = so nicht zu befördern
poster-aloud = Für den Lautsprecher
poster-aloud-how = Zweimal lesen, langsam, nach jedem Satz eine Pause. Weiterfahren, wo man nicht mehr zu hören ist.
