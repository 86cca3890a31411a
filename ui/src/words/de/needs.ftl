# Warum etwas einen Menschen braucht.

listed-more = { $names } und { $more } weitere

lasts-s = { $n } s
lasts-min = { $n } min
lasts-h = { $n } h
lasts-h-min = { $h } h { $min } min
lasts-days = { $n ->
    [one] { $n } Tag
   *[other] { $n } Tagen
}
age-short = { $age }
age-hours = { $age } h
age-days = { $n } T

place-named = { $name }
place-area = { $kind } { $name }
place-point = { $point }
place-unknown = Ort unbekannt

area-jurisdiction = Gebiet
area-district = Bezirk
area-neighbourhood = Nachbarschaft
area-quarter = Viertel

needs-held-unsaid = Zurückgestellt, und niemand hat gesagt, warum.
needs-no-unit = Noch kein Einsatzmittel, { $for } nach dem Eingang.
needs-taken = { $count ->
    [one] { $units } wurde vor { $for } abgezogen, niemand ist mehr da: anderes schicken.
   *[other] { $units } wurden vor { $for } abgezogen, niemand ist mehr da: andere schicken.
}
needs-clear = Seit { $for } ist niemand mehr dort: abschließen oder jemanden schicken.
needs-card = Die Ausrückeordnung verlangt mehr: { $missing } fehlt.
needs-missing = { $count } × { $what }
needs-not-under-way = { $units } vor { $for } alarmiert, noch nicht ausgerückt.
needs-not-there = { $units } seit { $for } auf Anfahrt, noch nicht da.
needs-silent = Von { $units } seit { $for } nichts gehört: nach der Mannschaft fragen.
needs-offered = Vor { $for } an { $to } angeboten, nicht angenommen: der Einsatz ist noch unser.
needs-unread = Nicht gelesen von { $who }, erbeten vor { $for }.
needs-priority = Dringlichkeit unbekannt: es kann alles sein. Setzen (P).
needs-danger = Wer gemeldet hat, sagt: jemand ist in Gefahr.
needs-report = Meldung wartet seit { $for }: zuordnen, Einsatz eröffnen oder sagen, warum nicht.
needs-report-taken = Meldung wartet seit { $for } bei { $who }: zuordnen, Einsatz eröffnen oder sagen, warum nicht.

owed-late = { $what }: überfällig seit { $for } ({ $who }).
owed-late-unit = { $what } ({ $unit }): überfällig seit { $for } ({ $who }).
owed-told = { $who }; verständigt: { $told }
owed-approval = Freigabe: { $what }

owed-welfare = Lebenszeichen
owed-crew_relief = Ablösung der Mannschaft
owed-back_in_service = Wieder im Dienst
owed-facility_word = Lagemeldung der Einrichtung
owed-closure_end = Ende der Sperrung
owed-acknowledgement = Bestätigung
owed-records_answer = Auskunft aus den Akten
owed-agreement_review = Überprüfung einer Vereinbarung
owed-agreement_end = Ende einer Vereinbarung
owed-limbo = Zwischen zwei Städten
owed-places_unanswered = Plätze nicht angenommen
owed-places_unused = Plätze stehen leer
owed-places_recalled = Plätze zurückerbeten
owed-stock_recalled = Vorrat zurückerbeten
owed-towns_asked = Mit den Nachbarn verbinden: der Plan verlangt es, wie vereinbart (RIL)
owed-region_asked = Auf die Ebene der Region heben: der Plan verlangt es, wie vereinbart (RIU)
owed-call_receipt = Notruf beim Nachbarn nicht angekommen
owed-call_answer = Notruf vom Nachbarn nicht beantwortet
owed-call_returned = Notruf zurückgekommen
owed-call_crossed = Notruf in den Händen zweier Städte
owed-all_clear = Ende einer Warnung
owed-warning_review = Nachbereitung einer Warnung
owed-call_back = Rückruf
owed-retriage = Erneute Sichtung
owed-emergency_sign_in = Anmeldung im Notfall
owed-archive = Ablage
owed-other = Sonstiges

who-somebody = irgendwer
who-call_taker = Notrufannahme
who-dispatcher = Disposition
who-duty_officer = Lagedienst
who-incident_commander = Einsatzleitung
who-crew = Mannschaft
who-chief = Leitung
who-clerk = Sachbearbeitung
who-planner = Planung
who-administrator = Verwaltung
who-observer = Beobachtung
who-watch_coordinator = Wachkoordination
who-partner = Nachbarleitstelle
who-member = Mitglied

task-cannot = { $owner } kann einen Auftrag nicht ausführen.
task-cannot-what = { $owner } kann einen Auftrag nicht ausführen: { $what }.
task-cannot-because = { $owner } kann einen Auftrag nicht ausführen ({ $because }).
task-cannot-what-because = { $owner } kann einen Auftrag nicht ausführen: { $what } ({ $because }).
task-late = Auftrag an { $owner } seit { $for } überfällig.
task-late-what = Auftrag an { $owner } seit { $for } überfällig: { $what }.

plan-step-late = Planschritt überfällig: { $step }.
plan-step-late-more = Planschritt überfällig: { $step } und { $more } weitere.
plan-offered = Vom Plan { $plan } gibt es die Fassung { $version }: übernehmen oder ablehnen.
command-offered = Einsatzleitung an { $who } angeboten, seit { $for } nicht angenommen.
span-wide = Führungsspanne zu groß: { $posts }.
span-command = Einsatzleitung

proposal-objected = Widerspruch von { $who }.
proposal-waits = { $n ->
    [one] Wartet auf { $n } weitere Freigabe; endet in { $for }.
   *[other] Wartet auf { $n } weitere Freigaben; endet in { $for }.
}
proposal-approved = Freigegeben, noch nicht ausgeführt; endet in { $for }.

by-call = Per Anruf
by-walk_in = Persönlich gemeldet
by-sensor = Vom Sensor
by-app = Per App
by-partner = Von einer Nachbarleitstelle
by-officer = Von Einsatzkräften
by-alarm = Von einer Alarmanlage

mark-alarm = Alarmstufe { $level }
mark-held = zurückgestellt
mark-restricted = vertraulich
mark-with = bei { $to }
mark-unlisted = nicht mehr gelistet
mark-team = { $team }
mark-agencies = { $agencies }
resource-engine = Löschfahrzeug
resource-ladder = Drehleiter
resource-command = Führungsfahrzeug
resource-ambulance = Rettungswagen
resource-water_tender = Tanklöschfahrzeug
resource-tanker = Tankwagen
resource-rescue = Rüstwagen
resource-boat = Boot
resource-patrol = Streife
resource-truck = Lastwagen
resource-chief = Führungsfahrzeug
resource-quint = Kombi-Löschfahrzeug
resource-hazmat = Gefahrgutfahrzeug
resource-battalion = Zugführer
resource-brush = Waldbrandfahrzeug
resource-pump = Pumpe
resource-water_rescue = Wasserrettung
resource-helicopter = Hubschrauber
resource-drone = Drohne
resource-foam = Schaummittelfahrzeug
resource-utility = Gerätewagen
resource-support = Versorgungsfahrzeug
resource-doctor = Notarzt
resource-medic = Notarzt
resource-bus = Bus
