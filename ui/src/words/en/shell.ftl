app-name = Tocsin
asking-the-town = Asking the town …
town-does-not-answer = The town does not answer. Asked again every two seconds.
screen-opens = Opening …
skip-to-screen = Skip to the screen
screens = Screens
screen-desk = Desk
screen-calls = Calls
screen-board = Board
screen-plans = Plans
screen-timeline = Timeline
screen-measures = Measures
screen-incidents = Incident
screen-units = Units
screen-due = Due
screen-handover = Handover
screen-people = People
screen-health = Health
screen-wall = Wall
screen-officials = Overview
mode-actual = Actual
mode-exercise = Exercise
mode-test = Test
mode-past = Past
mode-exercise-says = Exercise: nothing here leaves this room
mode-test-says = Test: nothing here is real
mode-clock = drill clock { $drill } at ×{ $rate } · wall clock { $wall }
past-known = What was known at { $time }, { $day }
past-happened = What had happened by { $time }, { $day }
past-says = { $minutes ->
    [one] { $minutes } minute ago · read only
   *[other] { $minutes } minutes ago · read only
}
past-back = Back to now
past-read-only = Read only while looking back
past-no-orders = You are looking back. Press Esc to return to now; orders always act on now.
past-asks = Asking for that picture …
at-not-understood = That is no time that is over. Write it as 14:02 or 2026-03-02T14:02.
calls-waiting = { $count ->
    [one] { $count } call waits
   *[other] { $count } calls wait
}
link-live = live
link-joining = joining …
link-stale = { $age } old
link-lost = no link, { $age }
link-heard = Last heard { $age } ago
offline-since = No link to the town since { $time }.
offline-says = { $count ->
    [0] You see the picture of then. It goes on by itself when the link is back.
    [one] You see the picture of then. { $count } order waits here without an answer.
   *[other] You see the picture of then. { $count } orders wait here without an answer.
}
key-new-call = new call
key-incidents = incidents
key-units = units
key-map = map
key-plan = plan
key-talk = log
key-next-needing = next that needs a person
key-picture-at = picture at …
key-command = command line
key-back = back out; no text is lost
key-screens = screens
key-all-keys = all keys
command-line = Command line
command-hint = Type an order, as in D E1 17, or press ? for all keys
choices = What can stand next
undo-nothing = Nothing was done from here that could be undone.
echo-away = No answer from the town: it will be asked when you press Enter.
with-a-reason = Send with a reason
change-the-line = Change
put-away = Put away
send-it-now = Send it now
cancel = Cancel
sent-unknown = Sent, no answer yet: { $age }. It is asked for again under the same id, so it happens once.
sent-kept = Not sent, { $age } old. It is not sent late by itself: look whether it is still right.
person-menu = You and this desk
look = Look
look-auto = As this device
look-dark = Dark
look-light = Light
look-contrast = High contrast
language = Language
this-desk = This desk
lock-desk = Lock this desk
switch-person = Somebody else works here
sign-out = Sign out
sign-in = Sign in
role-administrator = administrator
role-call_taker = call taker
role-dispatcher = dispatcher
role-duty_officer = duty officer
role-chief = chief
role-incident_commander = incident commander
role-planner = planner
role-clerk = clerk
role-crew = crew
role-observer = observer
role-watch_coordinator = watch coordinator
role-member = member
role-importer = importer
more-screens = More
locked = Locked
locked-says = { $name} was away. The picture goes on; orders wait for a person.
unlock = Unlock
