# What is due, and the sheet of keys.

due-narrow = Narrow the list
due-search = Kind, subject, owner
due-mine = Mine
due-within = { $hours } h
due-overdue = Overdue
due-coming = Coming
due-longest-first = longest overdue first
due-soonest-first = soonest first
due-nothing-overdue = Nothing is overdue.
due-none-so = Nothing overdue is like that.
due-nothing-coming = { $hours ->
    [one] Nothing comes due within { $hours } hour.
   *[other] Nothing comes due within { $hours } hours.
}
due-teaches = What is owed comes by itself: welfare of crews, relief, tasks and steps with a time. OWE writes down anything else.
due-in = in { $for }
due-task = Task
due-step = Plan step
due-incident = { $number } { $what }
due-report = a report
due-shift = shift { $name }
due-told = { $who } told
settle-well = They are well
settle-relieve = Relieve
settle-back = In service
settle-word = Their word
settle-lift = Lift
settle-extend = Extend
settle-count = Count
settle-read = I have read it
settle-done = Done
settle-tick = Done
settle-skip = Does not apply
settle-later = Later
settle-met = Done with words
settle-waive = Waive
keys-everywhere = Keys
sheet-title = All keys and lines
close = Close
print = Print
verbs-look = Look
verbs-calls-and-reports = Calls and reports
verbs-incidents = Incidents
verbs-together = Together
verbs-send-and-how-far-they-are = Send, and how far they are
verbs-units-crews-people = Units, crews, people
verbs-command = Command
verbs-objectives-and-tasks = Objectives and tasks
verbs-plans = Plans
verbs-written-and-owed = Written and owed
verbs-facilities-and-closures = Facilities and closures
verbs-neighbours = Neighbours
verbs-with-approval = With approval
verbs-teams = Teams
