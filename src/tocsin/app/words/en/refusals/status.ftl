# One refusal each: what the rule says, and what the person can do next.

unit_not_assigned = { $unit } has no assignment; it is { $status }.
    .do = Dispatch it (D), or name the earlier incident the report is about.

already_in_status = { $unit } is { $status } already, since { $since }.
    .do = Nothing to do; if that time is wrong, correct it.

time_before_dispatch = { $unit } was not sent yet at { $at }.
    .do = Check the time, or correct the time of its dispatch.

unit_was_not_there = { $unit } had no assignment at { $incident } then.
    .do = Check the incident and the time.

clear_before_status = { $unit } has been { $status } since { $since }.
    .do = Give a later time, or correct the time of that status first.

status_not_reached = { $unit } never was { $status } at { $incident }.
    .do = Report the status with its time instead.

