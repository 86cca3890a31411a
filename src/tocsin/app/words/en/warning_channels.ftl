# How warnings leave, and how far they came.

warn-feed-title = Warnings of { $town }
warn-try-event = Test
warn-try-headline = Test of a channel of { $town }: nothing has happened
warn-try-body = By this message a channel for warnings is tried. There is nothing to do. It goes to a test address; whoever reads it anywhere else should tell the town.

channel-added = Warnings leave by { $channel } now, to { $receivers ->
    [one] one receiver
   *[other] { $receivers } receivers
}. Try it before it is needed.
channel-removed = No new warning leaves by it. What has to be taken back still does.
channel-tried = A message marked Test goes to its test address; see how far it came.
channel-retried = It goes out once more.
again-nobody = nobody was given up of { $message }: see tocsin warn reached
channel-line = { $channel }: { $carrier }, { $receivers ->
    [one] one receiver
   *[other] { $receivers } receivers
}, from severity { $least }
channel-area =   { $receiver }: only warnings that touch { $area }
channel-area-twice = { $name } has two areas; give it one
channel-area-nobody = no receiver is called { $name }; name it with --to { $name }=ADDRESS
channel-none = Warnings leave by no channel yet.
channel-drill = This log is not Actual: nothing leaves it.
reached-nothing = nothing called { $message } has gone out here
reached-message = { $message }, issued { $at }
reached-channel = { $channel }: { $reached } of { $receivers } reached, { $waiting } waiting, { $unreached } given up, { $superseded } superseded, { $late } late, { $elsewhere } not concerned
reached-stand-in = { $channel } stands in
reached-so = { $channel } stood in, and it arrived
reached-twice = perhaps twice
reach-waiting = waits
reach-sending = being sent
reach-reached = reached
reach-unreached = given up
reach-superseded = a later message goes instead
reach-not_concerned = not concerned: it is for another place
delivery_cause-no_connection = no connection
delivery_cause-no_answer = no answer in time
delivery_cause-cut_off = cut off in between
delivery_cause-busy = asked to come later
delivery_cause-refused = refused
delivery_cause-no_such_receiver = no such receiver
delivery_cause-not_trusted = one side does not trust the other
delivery_cause-strange_answer = an answer that is no receipt
delivery_cause-not_set_up = not set up
delivery_cause-cannot_carry = cannot be carried so
poster-aloud = To be read through a loud-hailer
poster-aloud-how = Read it twice, slowly, with a pause after each sentence. Go on where you can no longer be heard.
