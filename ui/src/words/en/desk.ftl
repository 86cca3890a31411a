units = Units
units-told = { $units } · { $free } free
units-order = laid out as on the ground
units-empty = No units yet. Register one with NU E1 engine.
units-here = Units here
units-here-none = No unit works here.
no-station = No station
free-told = { $count } free
at-incident = at { $number }
elsewhere = elsewhere
not-heard-for = not heard for { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}
incidents = Incidents
open-told = { $count } open
incidents-order = by what needs a person
band-needs = Needs a person
band-working = Working
band-quiet = Quiet
no-incidents = No open incidents.
no-incidents-next = A call begins with F1; a line with C.
selected = Selected
nothing-selected = Nothing is selected.
nothing-selected-next = Choose an incident in the list or on the map; F8 goes to the next that needs a person.
is-closed = It is closed.
act-send = Send units
act-priority = Priority
act-note = Note
act-close = Close
act-open = All of it
act-on-map = On the map
proposal = Proposal
nothing-needed = Nothing more is needed: what the run card asks for is there or on its way.
also-given = Besides, by a line of its own, which the button gives as well:
nobody-to-send = Nobody who could go brings what is needed. Ask a neighbour, or take a unit from other work (X).
send-all = { $count ->
    [one] Send it
   *[other] Send all { $count }
 }
change-proposal = Change
reach-option = Proposal { $number }:
reach-asks = Looking up the ways and whom it leaves without cover…
reach-away = What it leaves without cover cannot be told just now.
reach-ways = way of those who go, with who and when
reach-straight = as the crow flies: no road is known
reach-nobody-counted = Nobody was counted on this ground: whom it leaves without cover is not known.
reach-all-covered = Whoever had a unit in time keeps one.
reach-left = left without a unit in time, with how many people
reach-at-home = At home, { $people }:
reach-in-town = In { $town }, { $people }:
reach-area = { $people } of { $of }
reach-more = and { $areas } areas more, { $people } people
reach-and-more = and { $count } more
something-else = Something else
aside-asks = { $units } went instead. Why, in one word?
aside-asks-none = Not as proposed. Why, in one word?
aside-go-on = Go on without
aside-nearer = nearer
aside-known = known
aside-crew = crew
aside-road = road
aside-tired = tired
aside-other = other
why-not = Why not the others
why-not-rest = { $count ->
    [one] and one that has nothing of what is needed
   *[other] and { $count } that have nothing of what is needed
 }
together = All that wait, together
together-wait = { $count ->
    [one] { $count } incident wants units
   *[other] { $count } incidents want units
 }
together-ask = Who goes to which
together-again = Ask again
together-close = Close
together-sent = Sent.
together-other = Other proposals
together-lacks = nobody goes for { $needs }
together-none = No open incident wants anybody more.
together-least = No other choice has a lesser sum of arrivals.
together-gap = The sum of arrivals is at most { $gap } s more than the least there can be.
together-gap-unknown = How far off the least sum of arrivals this is, nobody can say.
time-unknown = time unknown
advice-asked = Asking who should go…
advice-away = No advice just now. Choose by hand: D, the units, the incident.
next-E = Under way
next-A = On scene
next-F = Free
next-CU = Call off
plan = Plan
plan-none = No plan runs here. PL starts one.
plan-named = Plan: { $name }
of-told = { $done } of { $all }
due-at = due { $time }
log = Log
log-empty = Nothing has happened yet.
talk = Talk
talk-unseen = { $count } unread
talk-empty = Nobody has said anything yet. What is said on the radio, asked to be read or about lives stands here.
talk-say = Say something
talk-new = New:
map-label = Map of the town. Arrow keys move it, plus and minus zoom.
map-all = Whole town
map-selected = To the selected
map-failed = No map: { $why }
map-failed-next = All that would be on it stands in the lists.
try-again = Try again
severity-1 = immediate
severity-2 = urgent
severity-3 = prompt
severity-4 = routine
severity-unknown = priority unknown
status-available = free
status-committed = sent
status-en_route = under way
status-staged = staged
status-on_scene = on scene
status-transporting = transporting
status-at_hospital = at hospital
status-returning = returning
status-out_of_service = out of service
status-unknown = state unknown
quiet-show = Show { $count } quiet
quiet-fold = Fold { $count } quiet
changes-wait = { $count ->
    [one] { $count } change waits: show
   *[other] { $count } changes wait: show
}
needs-empty = Nothing needs a person now.
