# Rat, wer ausrücken soll: was für einen Vorschlag spricht und was dagegen, und warum ein anderes Einsatzmittel nicht dabei ist.
# Zeiten in Minuten und Sekunden.

advice-first_there = { $unit } ist zuerst da, nach { $time }
advice-nobody_for = für { $need } fährt niemand
advice-leaves_work = { $unit } verlässt { $incident }, das warten muss
advice-leaves_work_for = { $unit } verlässt { $incident }, das { $time } länger wartet, auf { $instead }
advice-leaves_work_alone = { $unit } verlässt { $incident }, für das niemand der Art in der Nähe ist
advice-clears_soon = { $unit } arbeitet noch und wird in etwa { $time } frei
advice-lent_here = { $unit } ist von { $town } geliehen
advice-lent_much = Einsatzmittel aus { $town } waren hier zuletzt { $hours } h im Einsatz
advice-lender_covered = in { $town } behält ein Einsatzmittel in der Hilfsfrist, wer eines hatte
advice-age_unknown = niemand kann sagen, wie alt die Position von { $unit } ist
advice-short_crew = { $unit } fährt mit zu wenig Besatzung
advice-tired = die Besatzung von { $unit } ist seit { $hours } h im Dienst
advice-aid_automatic = { $unit } kommt aus { $town }, wie vereinbart
advice-aid_mutual = { $town } muss um { $unit } gebeten werden
advice-position_old = die Position von { $unit } ist { $time } alt
advice-arrival_unknown = niemand kann sagen, wann { $unit } da ist
advice-uncovers = { $people ->
    [one] eine Person in { $town } hat so lange kein solches Einsatzmittel in der Hilfsfrist
   *[other] { $people } Menschen in { $town } haben so lange kein solches Einsatzmittel in der Hilfsfrist
 }
advice-cover_stays = wer ein Einsatzmittel in der Hilfsfrist hatte, behält eines
advice-sooner = alle { $time } früher da
advice-later = alle { $time } später da
advice-people_better = Bei solchen Anrufen haben Menschen besser gewählt: in { $n } von { $of } Fällen waren die, die sie schickten, früher da als für den ersten Vorschlag vorhergesagt
advice-no_plan = Kein Plan passt: gefragt ist ein Einsatzmittel der Organisation, die der Typ nennt, falls er eine nennt
advice-no_plan_there = Kein Plan passt, und jemand ist dort oder unterwegs: mehr ist nicht gefragt
advice-no_place = Niemand weiß, wo es ist: Zeiten fehlen
advice-no_ground = Die Stadt hat keine Karte angenommen: Zeiten gelten für Luftlinie bei 40 km/h
advice-nobody_counted = Auf dieser Karte ist niemand gezählt: wen eine Wahl ohne Abdeckung lässt, ist nicht bekannt
advice-closures_older = { $n ->
    [one] Eine Sperrung begann, bevor die Straßen dieser Karte gezeichnet wurden ({ $day }): sie zeigen sie vielleicht schon, oder den Weg um sie herum
   *[other] { $n } Sperrungen begannen, bevor die Straßen dieser Karte gezeichnet wurden ({ $day }): sie zeigen sie vielleicht schon, oder die Wege um sie herum
 }
advice-closures_unplaced = { $n ->
    [one] Von einer Sperrung weiß niemand, wo sie auf dieser Karte liegt: der Weg kann hindurchführen
   *[other] Von { $n } Sperrungen weiß niemand, wo sie auf dieser Karte liegen: der Weg kann hindurchführen
 }
advice-positions_old = { $n ->
    [one] Die Position eines Einsatzmittels ist alt: es wird so weit entfernt gerechnet, wie es gefahren sein kann
   *[other] Die Positionen von { $n } Einsatzmitteln sind alt: sie werden so weit entfernt gerechnet, wie sie gefahren sein können
 }
advice-planner_failed = Die Berechnung ist gescheitert ({ $what }): genannt wird nur, wer am nächsten ist
advice-planner_late = Die Berechnung war nach { $n } s nicht fertig: genannt wird nur, wer am nächsten ist
advice-nearest_only = Die nächsten freien Einsatzmittel der Art, eines nach dem anderen, in Luftlinie: ohne Straßen, Sperrungen und Gebietsabdeckung
stays-is_there = { $unit } ist schon dort oder unterwegs
stays-committed = { $unit } arbeitet an etwas, das hierfür nicht verlassen wird
stays-not_less_urgent = { $unit } arbeitet für { $incident }, das nicht weniger dringend ist
stays-has_patient = { $unit } hat einen Patienten an Bord
stays-out_of_service = { $unit } ist außer Dienst: { $reason }
stays-not_serviceable = { $unit } ist { $condition }
stays-crew_away = die Besatzung von { $unit } ist mit { $other } unterwegs
stays-nobody_on_board = auf { $unit } ist niemand
stays-changes_hands = { $unit } wechselt gerade von einer Stadt zur anderen
stays-in_team = { $unit } gehört zu { $team } und geht mit ihm
stays-lent_away = { $unit } ist an { $holder } verliehen
stays-kept_at_home = { $unit } bleibt zu Hause: { $town } behält so viele der Art
stays-comes_next = { $unit } hat es als Nächstes
stays-no_such_capability = { $unit } bringt nichts, was gebraucht wird
stays-beyond = { $unit } ist mehr als { $time } entfernt
stays-crew_goes = { $unit } kann nicht außerdem fahren: die Besatzung fährt mit { $other }
stays-nowhere = niemand weiß, wo { $unit } ist
stays-no_way = { $unit } hat heute keinen Weg dorthin
stays-alike = { $unit } wäre zugleich mit { $than } da
stays-later = { $unit } ist { $time } später da als { $than }
stays-dearer = { $unit } wäre { $time } früher da als { $than }, aber { $because }
stays-not_needed = { $unit } wird nicht gebraucht: andere bringen, was es brächte
stays-not_weighed = { $unit } wurde nicht abgewogen
but-cover = ließe seinen Teil der Stadt ohne Abdeckung
but-less_urgent = ließe andere Arbeit warten
but-short_crew = fährt mit zu wenig Besatzung
but-tired = die Besatzung ist schon lange im Dienst
but-neighbour = kommt aus einer anderen Stadt
but-asked = die andere Stadt muss erst gefragt werden
but-unsure = niemand kann gut sagen, wann es fertig ist
but-lent = seine Stadt hat zuletzt mehr geliehen als andere
but-money = seiner Stadt muss es erstattet werden
but-none = andere zusammen sind besser
advice-nobody = Niemand kann geschickt werden.
advice-nothing = Mehr ist nicht gefragt.
advice-not-these = Diese nicht:
advice-all-there = alle da nach { $half }, in neun von zehn Fällen binnen { $most }
advice-when-unknown = niemand kann sagen, wann alle da sind
advice-only-senders = Rat, wer ausrücken soll, ist für die, die disponieren.
advice-only-senders-do = Fragen Sie jemanden, der disponiert.
advice-by-hand = Wählen Sie von Hand: D, die Einsatzmittel, den Einsatz.
advice-more-urgent = ein dringenderer Einsatz
advice-few-on-board = niemand sonst ist so nah
request-automatic = { $ours } meldet { $to }: nach Vereinbarung { $units } zu { $what }, { $where }, Einsatz { $number }, Priorität { $priority ->
    [0] unbekannt
   *[other] { $priority }
 }. Bitte jetzt entsenden und das Ausrücken melden; meist für etwa { $lasts }.
request-mutual = { $ours } bittet { $to } um Hilfe: { $units } zu { $what }, { $where }, Einsatz { $number }, Priorität { $priority ->
    [0] unbekannt
   *[other] { $priority }
 }. Meist für etwa { $lasts }. Bitte ja oder nein sagen, und wann sie ausrücken.
request-nowhere = der Ort ist noch nicht bekannt
advice-on-duty = seit { $hours } h im Dienst
advice-owed = anderen Städten werden { $money } geschuldet, nach den angenommenen Sätzen
advice-neighbour_unread = { $town } konnte nicht gefragt werden: seine Einsatzmittel fehlen hier
advice-no-map = Was ein Vorschlag ohne Deckung lässt, ist im Augenblick nicht zu sagen.
advice-gap = Zusammen liegt die Summe höchstens { $gap } s über der kleinsten, die es geben kann.
advice-gap-unknown = Wie weit das von der kleinsten Summe entfernt ist, kann niemand sagen.
advice-none-waits = Kein offener Einsatz braucht noch jemanden.
advice-least = Keine andere Wahl hat eine kleinere Summe.
advice-anybody = irgendeine Einheit
advice-nobody_at_all = es ist überhaupt niemand mehr da
advice-of-no-use = { $n ->
    [one] und eines, das nichts von dem hat, was gebraucht wird
   *[other] und { $n }, die nichts von dem haben, was gebraucht wird
 }
advice-of-another = der Rat gilt { $incident }, und keine Anweisung dieser Zeile tut es; die Zeile ohne ihn geben, oder mit der `basis` eines Rates zu ihrem eigenen Einsatz
