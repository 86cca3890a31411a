# Was eine Vereinbarung zwischen Städten sagt, Satz für Satz.

pact-about = Die Vereinbarung
pact-kind = Sie gilt für { $kind }
pact_kind-mutual_aid = gegenseitige Hilfe
pact_kind-automatic_aid = selbsttätige Hilfe
pact_kind-shared_stock = gemeinsame Vorräte
pact_kind-shared_shelter = gemeinsame Unterkunft
pact_kind-joint_exercise = gemeinsame Übungen
pact_kind-data_sharing = gemeinsame Sicht
pact_kind-region = Region
pact-parties = Zwischen { $one } und { $other }
pact-parts = Sie spricht von: { $parts }
pact_part-sight = Sicht auf { $kind }
pact_part-units = verliehenen Einheiten
pact_part-stock = Vorräten ({ $kind })
pact_part-places = Plätzen ({ $kind })
pact_part-calls = weitergegebenen Anrufen
pact_part-escalation = dem Eskalationsweg ({ $level })
pact-shows = Was { $town } { $other } zeigt
pact-fields = Von { $kind }: { $fields }
pact_subject-incidents = Einsätzen
pact_subject-units = Einheiten
pact_subject-stations = Wachen
pact_subject-facilities = Einrichtungen
pact_subject-closures = Sperrungen
pact_subject-lots = Vorräten
pact_subject-posts = der Führungsorganisation
pact_subject-objectives = Zielen
pact_subject-regional_incidents = regionalen Einsätzen
pact-areas = Was in { $areas } liegt
pact-border = Was höchstens { $km } von { $point } liegt
pact-unit-kinds = Und von Einheiten dieser Arten, wo immer sie sind: { $kinds }
pact-lends = Was { $town } { $other } leiht
pact-every-kind = jeder Art
pact-any-kind = gleich welcher Art
pact-kinds = Einheiten: { $kinds }
pact-most-units = { $n ->
    [one] Höchstens eine Einheit zugleich
   *[other] Höchstens { $n } Einheiten zugleich
}
pact-radius = Bis { $km } von ihrer Grenze
pact-minimum = { $n ->
    [one] Eine Einheit bleibt zu Hause: { $kind }
   *[other] { $n } Einheiten bleiben zu Hause: { $kind }
}
pact-hours = Nur zu diesen Stunden: { $hours }
pact-day-1 = Montag
pact-day-2 = Dienstag
pact-day-3 = Mittwoch
pact-day-4 = Donnerstag
pact-day-5 = Freitag
pact-day-6 = Samstag
pact-day-7 = Sonntag
pact-may-sub-lend = Die entleihende Stadt darf sie weiterverleihen
pact-may-not-sub-lend = Die entleihende Stadt darf sie nicht weiterverleihen
pact-when-asked = Sie kommen, wenn sie angefordert werden
pact-automatic = Sie kommen ohne Anforderung: { $kinds }
pact-automatic-zones = Sie kommen ohne Anforderung: { $kinds }; die nächste fährt in { $zones }
pact-stock = Vorrat: { $kind }, bis zu { $quantity } ({ $unit })
pact-stock-least = { $least } davon bleiben zu Hause
pact-shelter = { $n ->
    [one] Unterkunft: ein Platz
   *[other] Unterkunft: { $n } Plätze
}
pact-calls = Welche Notrufe { $town } an { $other } weitergibt
pact-call-parts = Notrufe, die dorthin gehören, mit { $parts }
pact_call_part-place = Ort
pact_call_part-kind = Art und Dringlichkeit
pact_call_part-words = was gesagt wurde
pact_call_part-callback = Rückruf
pact-costs = Kosten und Haftung
pact-payer = Es zahlt { $payer }
pact_payer-borrower = wer leiht
pact_payer-lender = wer verleiht
pact-free = { $n ->
    [one] Die erste Stunde ist frei
   *[other] Die ersten { $n } Stunden sind frei
}
pact-rate = { $what }: { $amount } je { $per }
pact-together = Pläne, Kanäle, Ansprechstellen
pact-plan = Plan { $plan }, Fassung { $version }
pact-channel = Kanal { $name }: { $use }
pact-contact = { $town }, { $office }: { $reach }
pact-escalation = Eskalationsweg: mehrere Städte, die Region
pact-any-town = jeder beteiligten Stadt
pact-step = Auf der Stufe { $level } führt { $leads }; angehoben und gesenkt wird sie von der führenden Stelle
pact-step-raised = Auf der Stufe { $level } führt { $leads }; angehoben und gesenkt wird sie von der führenden Stelle und von { $towns }
regional_level-town = eine Stadt
regional_level-towns = mehrere Städte
regional_level-region = die Region
pact-time = Überprüfung und Ende
pact-review = Zu überprüfen bis { $on }
pact-ends = Endet am { $on } (00:00 UTC)
pact-no-end = Ohne Enddatum
pact-notice = { $n ->
    [one] Beide Städte werden einen Tag vorher erinnert
   *[other] Beide Städte werden { $n } Tage vorher erinnert
}
pact-remarks = Bemerkungen
pact_state-proposed = vorgeschlagen
pact_state-in_force = in Kraft
pact_state-suspended = ausgesetzt
pact_state-ended = beendet
pact_state-expired = abgelaufen
pact-version = Fassung { $number } von { $agreement }
pact-digest = Prüfsumme (SHA-256): { $digest }
pact-signed = Unterzeichnet für { $town } von { $name }, { $office }, am { $on }; Schlüssel { $key }
pact-unsigned = Noch nicht unterzeichnet für { $town }
pact-noticed = { $town }: { $deed } am { $on }: { $reason }
pact_deed-suspended = ausgesetzt
pact_deed-resumed = wieder aufgenommen
pact_deed-ended = beendet
pact-papers = Unterzeichnetes Papier { $sha256 } { $note }
pact-sign-here = Von Hand zu unterzeichnen
pact-sign-name = Name
pact-sign-office = Amt
pact-sign-date = Datum
pact-sign-hand = Unterschrift
pact-same = Beide Fassungen sagen dasselbe.
pact-new = neu: { $says }
pact-gone = entfallen: { $says }
pact-was = { $says } (bisher: { $before })
pact-places = Plätze ({ $kind }) je Haus der Art { $facility }, zugleich bis zu { $n }
pact-any-facility = beliebig
pact-places-least = { $least } davon bleiben frei
