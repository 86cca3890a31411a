# Die Seite eines Einsatzes.

fact-summary = Lage
fact-hazards = Gefahren
fact-alarm_level = Alarmstufe
fact-held = zurückgestellt
fact-restricted = vertraulich
fact-areas = Gebiete
fact-agencies = Beteiligte
fact-people = Personen
fact-reports = Meldungen
fact-merged_into = aufgegangen in
fact-absorbed = aufgenommen
fact-handed_over_to = abgegeben an
fact-closed = abgeschlossen
fact-disposition = Ergebnis
fact-closing_words = Schlusswort
fact-told_outside = nach außen gesagt
fact-last_listed = zuletzt gelistet
fact-source = Quelle

relation-same_cause = gleiche Ursache
relation-related = verwandt
relation-follows = folgt auf
relation-followed_by = gefolgt von
relation-part_of = Teil von
relation-includes = umfasst
relation-duplicate_of = doppelt zu
relation-duplicated_by = doppelt durch

counted-immediate = rot
counted-delayed = gelb
counted-minor = grün
counted-deceased = verstorben
counted-missing = vermisst
counted-trapped = eingeschlossen
counted-on_scene = vor Ort
counted-transporting = im Transport
counted-at_hospital = im Krankenhaus
counted-released = entlassen
counted-refused = abgelehnt

agency-fire = Feuerwehr
agency-medical = Rettungsdienst
agency-police = Polizei
agency-works = Bauhof
agency-rescue = Technische Hilfe
agency-health = Gesundheitsamt
agency-utility = Versorger
agency-transport = Verkehr
agency-civil_protection = Katastrophenschutz
agency-other = sonstige

outcome-cleared = frei gemeldet
outcome-cancelled = abbestellt
outcome-diverted = umgeleitet
outcome-reassigned = anderswo eingesetzt
outcome-pre_empted = abgezogen
outcome-merged = zusammengelegt
outcome-unlisted = nicht mehr gelistet

involved-caller = meldet
involved-patient = Patient
involved-witness = Zeuge
involved-missing = vermisst

need-to-know = nur für Eingeweihte
fact-led = { $agency }, geführt von { $lead }
fact-counted = { $n } { $what }
answers = Antworten
question-who_is_hurt = Wer ist verletzt
question-danger_to_crews = Gefahr für Kräfte
