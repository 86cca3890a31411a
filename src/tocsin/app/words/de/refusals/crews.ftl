# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

unit_has_crew = { $unit } hat eine Mannschaft von { $crew }.
    .do = Lösen Sie die Mannschaft ab, damit sie übergibt.

unit_has_no_crew = Auf { $unit } ist niemand, oder wäre dann niemand.
    .do = Sagen Sie, wer aufsitzt; eine Einheit ohne Mannschaft wird besetzt, nicht abgelöst.

person_on_other_unit = { $person } ist auf { $unit }.
    .do = Lassen Sie die Person zuerst dort absitzen.

person_twice = { $person } hat zwei Sitze.
    .do = Nennen Sie jede Person einmal.

crew_count_below_seats = { $seats } Sitze sind besetzt, gezählt sind aber { $count }.
    .do = Zählen Sie alle an Bord.

crew_end_in_past = Die Mannschaft von { $unit } würde um { $until } abgelöst, bevor sie beginnt.
    .do = Prüfen Sie die Zeit.

crews_differ = { $units } haben verschiedene Mannschaften.
    .do = Lassen Sie zuerst eine davon absitzen.

crew_not_shared = { $unit } teilt seine Mannschaft mit keiner anderen Einheit.
    .do = Nennen Sie mindestens zwei Fahrzeuge, die sich eine Mannschaft teilen.

crew_at_work = { $unit } wird bei { $incident } gebraucht.
    .do = Melden Sie die Einheit frei, oder lösen Sie die Mannschaft ab.
