# One refusal each: what the rule says, and what the person can do next.

incident_unknown = There is no incident { $incident } here.
    .do = Check the number; closed ones are in the archive after a day.

incident_is_closed = { $incident } is closed.
    .do = Reopen it with a reason, or open a new one.

incident_is_not_closed = { $incident } is not closed.
    .do = Close it first.

incident_is_held = { $incident } is held.
    .do = Resume it first.

incident_is_not_held = { $incident } is not held.
    .do = Nothing to do.

incident_exists = There is an incident { $incident } already.
    .do = Leave the id out to get a new one.

units_still_assigned = { $units } still work for { $incident }.
    .do = Clear or cancel them, or reassign them, then close.

incident_was_merged = { $incident } was merged into another.
    .do = Open it to see which one goes on, and work on that one; or separate them.

closing_before_opening = { $incident } was opened only at { $opened }.
    .do = Check the time.
