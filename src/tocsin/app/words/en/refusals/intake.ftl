# One refusal each: what the rule says, and what the person can do next.

report_unknown = There is no report { $report }.
    .do = Check the id, or search the archive.

report_exists = There is a report { $report } already.
    .do = Complete that one, or leave the id out.

report_is_disposed = { $report } was closed without an incident.
    .do = Reopen it with a reason first.

report_is_handed_over = { $report } was handed over to another centre.
    .do = Tell that centre, or reopen the report with a reason.

happened_in_future = It is said to have happened at { $at }, which has not come yet.
    .do = Give the time at which it was, or leave it out.

happened_too_long_ago = It is said to have happened at { $at }, more than { $days ->
        [one] { $days } day
       *[other] { $days } days
    } ago.
    .do = Look at the year; if it is right, say when it was in the words.

report_in_future = The report is said to have come in at { $at }, which has not come yet.
    .do = Check the clock of whatever sent it, and send it again.

nothing_noted = Nothing was said to note in { $report }.
    .do = Fill in at least one field.

no_callback = { $report } has no number or address to call back.
    .do = Note how the caller can be reached first.
