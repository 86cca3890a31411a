# Advice on who should go: what speaks for an option and against it, and why another unit is not in it.
# Times are minutes and seconds.

advice-first_there = { $unit } is there first, after { $time }
advice-nobody_for = nobody goes for { $need }
advice-leaves_work = { $unit } leaves { $incident }, which waits
advice-leaves_work_for = { $unit } leaves { $incident }, which waits { $time } longer, for { $instead }
advice-leaves_work_alone = { $unit } leaves { $incident }, for which nobody of its kind is near
advice-clears_soon = { $unit } works yet and clears in about { $time }
advice-lent_here = { $unit } is lent by { $town }
advice-lent_much = units of { $town } worked here for { $hours } h lately
advice-lender_covered = in { $town } whoever had a unit in time keeps one
advice-age_unknown = nobody can say how old the position of { $unit } is
advice-short_crew = { $unit } rides with fewer than it needs
advice-tired = the crew of { $unit } has been on duty for { $hours } h
advice-aid_automatic = { $unit } comes from { $town }, as agreed
advice-aid_mutual = { $town } has to be asked for { $unit }
advice-position_old = where { $unit } is was last heard { $time } ago
advice-arrival_unknown = nobody can say when { $unit } is there
advice-uncovers = { $people ->
    [one] one person of { $town } has no such unit in time while it lasts
   *[other] { $people } people of { $town } have no such unit in time while it lasts
 }
advice-cover_stays = whoever had a unit in time keeps one
advice-sooner = all there { $time } sooner
advice-later = all there { $time } later
advice-people_better = At such calls people chose better: in { $n } of { $of } cases those they sent were there sooner than the first proposal was said to be
advice-no_plan = No plan fits: one unit is asked for, of the discipline that the type names, if it names one
advice-no_plan_there = No plan fits, and somebody is there or on the way: nothing more is asked for
advice-no_place = Nobody knows where it is: times are left out
advice-no_ground = The town has adopted no ground: times are as the crow flies, at 40 km/h
advice-nobody_counted = Nobody is counted on this ground: whom a choice leaves without cover is not known
advice-closures_older = { $n ->
    [one] One closure began before the roads of this ground were drawn ({ $day }): they may show it already, or the way around it
   *[other] { $n } closures began before the roads of this ground were drawn ({ $day }): they may show them already, or the ways around them
 }
advice-closures_unplaced = { $n ->
    [one] One closure lies nobody knows where on this ground: the way may lead through it
   *[other] { $n } closures lie nobody knows where on this ground: the way may lead through them
 }
advice-positions_old = { $n ->
    [one] The position of one unit is old: it is reckoned to be as far off as it may have driven
   *[other] The positions of { $n } units are old: they are reckoned to be as far off as they may have driven
 }
advice-planner_failed = The planner failed ({ $what }): only who is nearest is named
advice-planner_late = The planner was not done within { $n } s: only who is nearest is named
advice-nearest_only = Nearest free units of the kind, one after another, as the crow flies: no roads, no closures, no cover
stays-is_there = { $unit } is there or on its way already
stays-committed = { $unit } works, on something that is not left for this
stays-not_less_urgent = { $unit } works for { $incident }, which is not less urgent
stays-has_patient = { $unit } has a patient on board
stays-out_of_service = { $unit } is out of service: { $reason }
stays-not_serviceable = { $unit } is { $condition }
stays-crew_away = the crew of { $unit } is out with { $other }
stays-nobody_on_board = { $unit } has nobody on board
stays-changes_hands = { $unit } is changing hands between two towns
stays-in_team = { $unit } is in { $team }, which goes as one
stays-lent_away = { $unit } is lent to { $holder }
stays-kept_at_home = { $unit } stays at home: { $town } keeps as many of its kind
stays-comes_next = { $unit } has it as its next
stays-no_such_capability = { $unit } brings nothing that is needed
stays-beyond = { $unit } is more than { $time } away
stays-crew_goes = { $unit } cannot go besides: its crew goes with { $other }
stays-nowhere = nobody knows where { $unit } is
stays-no_way = { $unit } has no way there today
stays-alike = { $unit } would be there with { $than }
stays-later = { $unit } is there { $time } later than { $than }
stays-dearer = { $unit } would be there { $time } sooner than { $than }, but { $because }
stays-not_needed = { $unit } is not needed: others bring what it would
stays-not_weighed = { $unit } was not weighed
but-cover = would leave its part of town without cover
but-less_urgent = would leave other work waiting
but-short_crew = rides with fewer than it needs
but-tired = its crew has been on duty for long
but-neighbour = comes from another town
but-asked = its town has to be asked first
but-unsure = nobody can say well when it is done
but-lent = its town has lent more than others lately
but-money = its town has to be reimbursed
but-none = others together do better
advice-nobody = Nobody can be sent.
advice-nothing = Nothing more is asked for.
advice-not-these = Not these:
advice-all-there = all there after { $half }, nine times in ten within { $most }
advice-when-unknown = nobody can say when all are there
advice-only-senders = Advice on who should go is for those who send.
advice-only-senders-do = Ask somebody who dispatches.
advice-by-hand = Choose by hand: D, the units, the incident.
advice-more-urgent = a more urgent incident
advice-few-on-board = no others are as near
request-automatic = { $ours } tells { $to }: by automatic aid { $units } to { $what }, { $where }, incident { $number }, priority { $priority ->
    [0] unknown
   *[other] { $priority }
 }. Please send now and say when they leave; usually for about { $lasts }.
request-mutual = { $ours } asks { $to } for mutual aid: { $units } to { $what }, { $where }, incident { $number }, priority { $priority ->
    [0] unknown
   *[other] { $priority }
 }. Usually for about { $lasts }. Please say yes or no, and when they leave.
request-nowhere = the place is not known yet
advice-on-duty = on duty for { $hours } h
advice-owed = { $money } owed to other towns, by the rates adopted
advice-neighbour_unread = { $town } could not be asked: its units are left out
advice-no-map = What an option leaves without cover cannot be told just now.
advice-gap = Together the sum is at most { $gap } s more than the least there can be.
advice-gap-unknown = How far off the least sum this is, nobody can say.
advice-none-waits = No open incident wants anybody more.
advice-least = No other choice has a lesser sum.
advice-anybody = anybody
advice-nobody_at_all = nobody at all is left
advice-of-no-use = { $n ->
    [one] and one that has nothing of what is needed
   *[other] and { $n } that have nothing of what is needed
 }
advice-of-another = the advice is on { $incident }, and no order of this line is; give the line without it, or with the `basis` of an advice on its own incident
