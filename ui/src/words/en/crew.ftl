crew-page = Crew
crew-tabs = Parts of this page
crew-tab-job = Job
crew-tab-checklist = Checklist
crew-tab-map = Map
crew-tab-crew = Crew
crew-job = The job
crew-sign-in-first = Sign in once; then this phone works for hours without a link.
crew-kept-reports = { $count ->
    [one] { $count } report waits on this phone. It goes when the person who pressed it signs in.
   *[other] { $count } reports wait on this phone. They go when the person who pressed them signs in.
}
crew-which-unit = Which unit?
crew-find-unit = Call sign
crew-no-seat = { $who } has no seat on a unit. Ask the desk for one; this page shows the job as soon as you have it.
crew-no-link = { $minutes ->
    [0] No signal.
    [one] No signal for { $minutes } min.
   *[other] No signal for { $minutes } min.
}
crew-waits = { $count ->
    [0] You can go on working.
    [one] You can go on working. { $count } report waits and will be sent by itself.
   *[other] You can go on working. { $count } reports wait and will be sent by themselves.
}
crew-stale = { $minutes ->
    [one] What you see is { $minutes } min old.
   *[other] What you see is { $minutes } min old.
}
crew-locked = The town wants to know who you are.
crew-since = open for { $age }
crew-no-place = place not known
crew-dangers = Dangers
crew-others = Also there:
crew-no-job = No job
crew-no-job-says = You are { $status }. An order fills this screen and calls until somebody takes it.
crew-act-en_route = Under way
crew-act-staged = Staged nearby
crew-act-on_scene = On scene
crew-act-transporting = Transporting
crew-act-at_hospital = At hospital
crew-act-returning = Returning
crew-act-in_service = Back in service
crew-act-available = Clear
crew-where-to = Where to?
crew-reports = Reports
crew-state-waiting = waiting
crew-state-received = received
crew-state-refused = not taken
crew-state-read = read by the desk
crew-take-back = Take back
crew-not-taken = The town did not take this.
crew-tell-by-radio = Say it by radio.
crew-said-status = { $status }
crew-said-to = To { $place }
crew-said-ready = Ready for { $town }, { $epoch }
crew-commanded = Who commands us
crew-listens = You take orders from { $town }, { $epoch }.
crew-listens-next = You listen to { $town } now, { $epoch }. Finish what you have; stop and withdraw are anybody's.
crew-between = You are let go of to { $town }: finish what you have, no new orders until { $town } has you. Stop and withdraw are anybody's.
crew-asked-ready = Ready for { $town }, { $epoch }?
crew-asked-until = Until you answer you take orders as before. Say these digits on the radio, or press.
crew-ready-for = Ready for { $town }
crew-said-take = Order taken
crew-said-cannot = Cannot: { $why }
crew-said-note = “{ $text }”
crew-said-photo = Photo
crew-said-help = More help: { $what }
crew-said-danger = CREW IN DANGER
crew-said-safe = Safe again
crew-said-welfare = All well
crew-said-step = Done: { $text }
crew-more-help = More help
crew-help-says = One touch asks the desk. The list says when somebody there has read it.
crew-help-engine = Fire engine
crew-help-ladder = Ladder
crew-help-ambulance = Ambulance
crew-help-police = Police
crew-help-water = Water
crew-help-boat = Boat
crew-help-doctor = Doctor
crew-help-officer = Officer in command
crew-say = Say something
crew-photo = Take a photo
crew-photo-no = That is no picture this phone can read. Take it again.
crew-ready = Ready to say
crew-ready-arrived = Arrived, looking around
crew-ready-nothing = Nothing found
crew-ready-fire = Fire showing
crew-ready-hurt = People hurt
crew-ready-working = Working
crew-ready-control = Under control
crew-ready-longer = It takes longer
crew-ready-resources = Enough units here
crew-own-words = In your own words
crew-send = Send
crew-back = Back
crew-take = Take
crew-cannot = Cannot
crew-cannot-why = Why not?
crew-cannot-vehicle = Vehicle broken
crew-cannot-crew = Crew not complete
crew-cannot-road = No way there
crew-cannot-patient = Patient on board
crew-cannot-busy = Needed here
crew-order-new = Go to { $place }
crew-order-instead = Leave { $before }. Go to { $place }
crew-danger-hold = Hold 2 s: crew in danger
crew-danger-holding = Keep holding …
crew-danger-ask = Crew in danger?
crew-danger-says = It goes to the desk at once and to every crew at this place, before everything else.
crew-danger-send = Yes, crew in danger
crew-danger-no = No
crew-danger-sent = Crew in danger, { $time }:
crew-danger-is-waiting = not sent yet. Say it by radio too.
crew-danger-is-received = received. The desk has not read it yet.
crew-danger-is-read = the desk has read it.
crew-safe-again = Safe again
crew-mayday = A crew is in danger
crew-heard = Heard
crew-no-plan = No checklist
crew-no-plan-says = No plan runs for this job. When the desk starts one, your steps stand here.
crew-steps-ours = { $count ->
    [0] Ours: all done
    [one] Ours: { $count } to do
   *[other] Ours: { $count } to do
}
crew-steps-others = Others
crew-map-open = Open the map
crew-map-label = Map of the way to the job
crew-map-nowhere = No place on the map
crew-map-nowhere-says = The place of this job is known in words only, or there is no job.
crew-map-kept = saved on this phone
crew-no-map = No map here. The place stands above in words.
crew-credit = © OpenStreetMap contributors
crew-way = { $minutes } min, { $km } km
crew-no-way = No way by road as the roads are today
crew-zoom-in = Closer
crew-zoom-out = Further
crew-zoom-all = All of the way
crew-welfare = Is everybody well?
crew-welfare-never = Not said yet.
crew-welfare-at = Said at { $time }, { $age } ago.
crew-welfare-due = The desk waits for it since { $time }.
crew-all-well = All well
crew-on-board = { $count ->
    [one] On board: { $count }
   *[other] On board: { $count }
}
crew-nobody-named = The desk has no names for this crew.
crew-seat-officer = in charge
crew-seat-driver = driver
crew-seat-medic = medic
crew-seat-crew = crew
crew-until = Until { $time }
crew-this-phone = This phone
crew-kept = Kept on this phone: it opens without a link.
crew-not-kept = Not kept on this phone: without a link it works only as long as it stays open.
crew-newer = A newer page is here: load it
crew-install = Put it on the home screen
crew-sound-on = Sound is on.
crew-sound-off = Sound is off until you touch the screen once.
crew-sound-test = Try the sound
crew-wake = Wake this phone for an order
crew-wake-on = It is woken, also when this page is closed.
crew-wake-off = It is not woken yet: an order calls only while this page is open.
crew-wake-blocked = This phone forbids it. Allow notifications for this page in its settings.
crew-wake-cannot = This browser cannot be woken. Keep the page open.
crew-wake-absent = This town does not wake phones. Keep the page open.
crew-other-unit = Another unit
crew-sign-out-loses = { $count ->
    [one] { $count } report has not been sent and would be lost.
   *[other] { $count } reports have not been sent and would be lost.
}
crew-sign-out-anyway = Sign out all the same
crew-log-take = { $unit }: order taken.
crew-log-cannot = { $unit } cannot: { $why }.
crew-log-help = { $unit } asks for more: { $what }.
crew-log-danger = { $unit }: crew in danger.
crew-log-safe = { $unit }: crew safe again.
crew-hazard-gas = Gas
crew-hazard-asbestos = Asbestos
crew-hazard-electricity = Electricity
crew-hazard-chemicals = Chemicals
crew-hazard-collapse = May collapse
crew-hazard-water = Rising water
crew-hazard-fire = Fire
crew-hazard-smoke = Smoke
crew-hazard-explosive = May explode
crew-hazard-violence = Violence
crew-hazard-weapon = Weapon
crew-hazard-dog = Dog
crew-said-out = Out of service: { $why }
crew-out-of-service = Cannot be sent? Say why:
crew-cannot-supplies = Supplies used up
crew-team = Team { $team }
crew-team-yours = You lead it.
crew-team-led = Led by { $leader }.
crew-team-command = its leader at the command post
crew-team-called = On { $channel }: { $units }.
