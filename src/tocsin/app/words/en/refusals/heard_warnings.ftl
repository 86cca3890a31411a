# One refusal each: what the rule says, and what the person can do next.

heard_warning_not_trusted = The message { $message } cannot be believed to be of { $source }: { $verdict }.
    .do = Ask { $source } by another way; pin the key that it signs with, or say that its unsigned messages are accepted.

heard_warning_not_for_drill = This log is { $log }: an Actual warning of somebody else has no place in it.
    .do = Take it in the log of the town.

heard_warning_is_over = The warning ended at { $at }.
    .do = Nothing; look for a later message of it.

heard_warning_in_future = The message says that it was sent at { $at }, which is still to come.
    .do = Look at the clocks of both; take it when the time has come.

heard_warning_elsewhere = The area of { $message } touches no part of this town.
    .do = Nothing; if that is wrong, look at the border of the town on its ground.

heard_warning_ends_nothing = { $message } ends a warning that is not known here.
    .do = Nothing.

heard_warning_says_nothing = A message of the type { $type } is no warning.
    .do = Nothing.

heard_warning_unknown = Report { $report } did not come from a warning.
    .do = Open an incident from it, and start the plan there.

heard_warning_was_ended = The source of report { $report } has taken its warning back.
    .do = Close the report, or open an incident from it if there is something to do all the same.

heard_warning_has_no_plan = No plan is proposed for report { $report }.
    .do = Name the plan; put a rule for such warnings under their source.
