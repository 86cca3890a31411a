alarms = Alarms
alarms-unheard = not heard yet
alarms-none = Nothing alarms you now.
alarms-new = { $count ->
    [one] { $count } new alarm: { $first }
   *[other] { $count } new alarms. The first: { $first }
}
alarms-hear-all = I have heard all
alarms-flood = { $count ->
    [one] Too many at once: the first of each kind stands here, and { $count } more in the list of incidents.
   *[other] Too many at once: the first of each kind stands here, and { $count } more in the list of incidents.
}
alarms-shelved = Put aside
alarms-week = Seven days at this desk: { $came } came, { $chattered } chattered, { $stood } stood for over a day.
alarms-own = Chattering and standing alarms are our faults, not yours.
alarm-danger = Crew in danger.
alarm-mayday = { $words }
alarm-mayday-unit = { $unit }, at no incident
alarm-show = Show
alarm-hear = I have heard it
alarm-heard-at = Heard at { $time }; not over yet.
alarm-shelve = Put aside
alarm-unshelve = Take back
alarm-until = until { $time }
alarm-for = For how long
alarm-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
alarm-over-title = The crew is out of danger
alarm-level-1 = to be done soon
alarm-level-2 = urgent
alarm-level-3 = crew in danger
alarm-act-take-mayday = I take it
alarm-act-ask-desk = Call the desk to it
alarm-act-over = Out of danger
alarm-act-take-call = Take the call
alarm-act-send = Send a unit
alarm-act-call-crew = Call the crew, or send another
alarm-act-check-crew = Check on the crew
alarm-act-read = Read it
alarm-act-ask-again = Ask them again
alarm-act-close = Close it
alarm-act-settle = Settle it
alarm-act-give-again = Give it to somebody else
alarm-act-ask-owner = Ask who has it
alarm-act-tick = Do the step
alarm-act-take-command = Take command, or decline
alarm-act-approve = Approve, or object
alarm-limbo = Let go of { $for } ago, { $town } has not accepted it: nobody may send it.
alarm-limbo-unit = { $unit }, between two towns
alarm-act-call-town = Call that town, or take it back
alarm-call-receipt = Passed to { $town } { $for } ago, not received there: telephone { $town }.
alarm-call-answer = Passed to { $town } { $for } ago, nobody there has taken it: telephone { $town }.
alarm-call-returned = { $town } gave it back { $for } ago: it is ours again.
alarm-call-crossed = { $town } has it in hand as well, since { $for }: agree who goes.
alarm-call-between = Call between two towns
alarm-act-telephone = Telephone that town
sound = Sound
sound-off = Sound is off until you press a key
sound-none = None (a crew in danger is heard)
sound-low = Low
sound-usual = Usual
sound-loud = Loud
key-alarms = alarms
