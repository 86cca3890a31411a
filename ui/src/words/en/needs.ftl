# Why something needs a person. The server says the same in the same words (tocsin.views); a test
# holds the two together.

listed-more = { $names } and { $more } more

lasts-s = { $n } s
lasts-min = { $n } min
lasts-h = { $n } h
lasts-h-min = { $h } h { $min } min
lasts-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
age-short = { $age }
age-hours = { $age } h
age-days = { $n } d

place-named = { $name }
place-area = { $kind } { $name }
place-point = { $point }
place-unknown = place unknown

area-jurisdiction = jurisdiction
area-district = district
area-neighbourhood = neighbourhood
area-quarter = quarter

needs-held-unsaid = Held, and nobody said why.
needs-no-unit = No unit yet, { $for } after it came in.
needs-taken = { $count ->
    [one] { $units } was taken { $for } ago, nobody is left: send another.
   *[other] { $units } were taken { $for } ago, nobody is left: send another.
}
needs-clear = All units clear for { $for }: close it, or send another.
needs-card = The run card asks for more: { $missing } missing.
needs-missing = { $count ->
    [one] { $count } { $what }
   *[other] { $count } × { $what }
}
needs-not-under-way = { $units } sent { $for } ago, not under way.
needs-not-there = { $units } under way for { $for }, not there yet.
needs-silent = { $units } not heard of for { $for }: check on the crew.
needs-offered = Offered to { $to } { $for } ago, not accepted: it is still ours.
needs-unread = Not read by { $who }, asked { $for } ago.
needs-priority = Priority unknown: it may be anything. Set it (P).
needs-danger = Somebody is in danger, says who reported it.
needs-report = Report waiting { $for }: attach it, open one, or say why not.
needs-report-taken = Report waiting { $for } with { $who }: attach it, open one, or say why not.

owed-late = { $what } overdue by { $for } ({ $who }).
owed-late-unit = { $what } of { $unit } overdue by { $for } ({ $who }).
owed-told = { $who }, { $told } told
owed-approval = Approval: { $what }

owed-welfare = Welfare
owed-crew_relief = Crew relief
owed-back_in_service = Back in service
owed-facility_word = Facility word
owed-closure_end = Closure end
owed-acknowledgement = Acknowledgement
owed-records_answer = Records answer
owed-agreement_review = Review of an agreement
owed-agreement_end = End of an agreement
owed-limbo = Between two towns
owed-places_unanswered = Places not taken
owed-places_unused = Places stand empty
owed-places_recalled = Places asked back
owed-stock_recalled = Stock asked back
owed-towns_asked = Link the neighbours: the plan asks for it, as agreed (RIL)
owed-region_asked = Raise it to the region: the plan asks for it, as agreed (RIU)
owed-call_receipt = Call not received by the neighbour
owed-call_answer = Call not answered by the neighbour
owed-call_returned = Call came back
owed-call_crossed = Call in the hands of two towns
owed-all_clear = End of a warning
owed-warning_review = Review of a warning
owed-call_back = Call back
owed-retriage = Retriage
owed-emergency_sign_in = Emergency sign-in
owed-archive = Archive
owed-other = Other

who-somebody = somebody
who-call_taker = call taker
who-dispatcher = dispatcher
who-duty_officer = duty officer
who-incident_commander = incident commander
who-crew = crew
who-chief = chief
who-clerk = clerk
who-planner = planner
who-administrator = administrator
who-observer = observer
who-watch_coordinator = watch coordinator
who-partner = partner
who-member = member

task-cannot = { $owner } cannot do a task.
task-cannot-what = { $owner } cannot do a task: { $what }.
task-cannot-because = { $owner } cannot do a task ({ $because }).
task-cannot-what-because = { $owner } cannot do a task: { $what } ({ $because }).
task-late = Task of { $owner } overdue by { $for }.
task-late-what = Task of { $owner } overdue by { $for }: { $what }.

plan-step-late = Plan step overdue: { $step }.
plan-step-late-more = Plan step overdue: { $step } and { $more } more.
plan-offered = Plan { $plan } has a version { $version }: take it over, or decline it.
command-offered = Command offered to { $who }, not accepted for { $for }.
span-wide = Span of control too wide: { $posts }.
span-command = command

proposal-objected = Objected to by { $who }.
proposal-waits = { $n ->
    [one] Waits for { $n } more approval; ends in { $for }.
   *[other] Waits for { $n } more approvals; ends in { $for }.
}
proposal-approved = Approved, not yet carried out; ends in { $for }.

by-call = By call
by-walk_in = By walk in
by-sensor = By sensor
by-app = By app
by-partner = By partner
by-officer = By officer
by-alarm = By alarm

mark-alarm = alarm { $level }
mark-held = held
mark-restricted = restricted
mark-with = with { $to }
mark-unlisted = no longer listed
mark-team = { $team }
mark-agencies = { $agencies }
resource-engine = engine
resource-ladder = ladder
resource-command = command
resource-ambulance = ambulance
resource-water_tender = water tender
resource-tanker = tanker
resource-rescue = rescue
resource-boat = boat
resource-patrol = patrol
resource-truck = truck
resource-chief = chief
resource-quint = quint
resource-hazmat = hazmat
resource-battalion = battalion chief
resource-brush = brush engine
resource-pump = pump
resource-water_rescue = water rescue
resource-helicopter = helicopter
resource-drone = drone
resource-foam = foam tender
resource-utility = utility
resource-support = support
resource-doctor = doctor
resource-medic = medic
resource-bus = bus
