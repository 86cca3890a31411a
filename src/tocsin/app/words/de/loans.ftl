# Das Blatt einer Leihe.

loan-title = Leihe von { $what }
loan-between = { $home } verleiht, { $borrower } entleiht
loan-unit = { $kind }, Besatzung { $crew }
loan-unit-no-crew = { $kind }
loan-team = { $kind }: { $units }
loan-lasted = Von { $from } bis { $to }: { $h } h { $min } min
loan-lasts = Seit { $from }, nicht zurückgegeben: bisher { $h } h { $min } min
loan-stock = { $lent } ({ $unit }) verliehen, { $returned } zurückgegeben, { $gone } verbraucht oder verloren, { $out } noch dort
loan-places = Plätze ({ $kind }): { $kept } freigehalten, { $returned } ungenutzt zurückgegeben, { $came } Menschen kamen, { $nights } Übernachtungen
loan-incidents = Im Einsatz bei { $incidents }
loan-what-happened = Was geschah
loan-line = { $at }  { $says } ({ $who })
loan-costs = Kosten und Haftung
loan-by-agreement = Nach { $agreement }, Fassung { $number }, { $digest }
loan-no-agreement = Keine Vereinbarung, die beide bis dahin unterschrieben hatten, sagt, was es kostet
loan-pays = Es zahlt: { $payer }
loan-payer = Es zahlt: { $payer }; die ersten { $free } Stunden sind frei
loan-rate = { $what }: { $amount } je { $per } × { $quantity } = { $total }
loan-rate-unknown = { $what }: { $amount } je { $per }; wie viel, ist nicht festgehalten
loan-rate-other = { $what }: { $amount } je { $per }; nicht für diese Art
loan-total = Summe: { $total }
loan-part = { $what }:
loan-team-total = Summe über das Team: { $total }
loan-heads = Wo es festgehalten ist
loan-head = Protokoll von { $town }: { $records }; Kopf bei { $position }, { $hash }
loan-slice = Auszug von { $town }, zuletzt gehört { $heard }: { $sequence }, { $hash }
loan-sign-here = Für die Städte unterschrieben
loan-sign-name = Name
loan-sign-office = Amt
loan-sign-date = Datum
loan-sign-hand = Unterschrift
