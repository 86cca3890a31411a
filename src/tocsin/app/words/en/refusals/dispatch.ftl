# One refusal each: what the rule says, and what the person can do next.

unit_is_committed = { $unit } is { $status } for { $incident }.
    .do = Reassign it with a reason (X), stack the incident, or choose another unit.

unit_already_there = { $unit } is already assigned to { $incident }.
    .do = Nothing to do; report its status instead.

unit_not_on_incident = { $unit } has no assignment.
    .do = Dispatch it (D) instead.

crew_too_small = { $unit } has a crew of { $crew }; it needs { $minimum }.
    .do = Send it with a reason for the short crew (never with nobody), or choose another unit.

not_lower_priority = { $unit } works for { $incident }, which is not less urgent (priority { $priority }).
    .do = Reassign it (X) and say why, or choose another unit.

patient_on_board = { $unit } is { $status }.
    .do = Wait until the patient is handed over, or choose another unit.

unit_has_arrived = { $unit } has arrived at { $incident }.
    .do = Reassign it with a reason (X), or clear it (F).
