# One refusal each: what the rule says, and what the person can do next.

unit_unknown = There is no unit { $unit } on the register.
    .do = Look at the unit matrix for its call sign, or register it.

unit_exists = { $unit } is on the register already.
    .do = Revise it, or choose another call sign.

unit_is_assigned = { $unit } works for { $incident }.
    .do = Clear it (F) or reassign it (X) first.

unit_is_out_of_service = { $unit } is out of service ({ $reason }), expected back: { $back }.
    .do = Choose another unit, or return it to service first.

unit_is_in_service = { $unit } is in service ({ $status }).
    .do = Nothing to do.

unit_has_stack = { $unit } is to do next: { $incidents }.
    .do = Take these off its stack, or give them to another unit, first.

unit_not_serviceable = { $unit } is { $condition }.
    .do = Choose another unit; when it is repaired, report its condition.

station_unknown = There is no station { $station }.
    .do = Look at the list of stations, or add it.

not_holder = { $unit } is not ours to order now.
    .do = Ask the town that holds it, or ask for it back.

position_in_future = { $unit } cannot have been there at { $at }: that is still to come.
    .do = Check the time.

time_is_in_future = { $at } is still to come for { $unit }.
    .do = Check the time; leave it out to mean now.

time_before_status = { $unit } has been { $status } since { $since }.
    .do = Give a time after that, or correct the time of that status first.

crew_is_out_with = The crew of { $unit } is out with { $other }.
    .do = Wait until { $other } is clear, or choose a unit with a crew of its own.

epoch_stale = { $unit } is ordered under epoch { $epoch } now.
    .do = Look again and send the order under that epoch.

unit_in_limbo = { $unit } is between two towns: released to { $to } under { $epoch }, not accepted yet. Its crew finishes what it has.
    .do = Wait for { $to }, or call { $to }; if it cannot be reached, two officers of its home override.

recall_is_a_request = { $unit } is lent to { $holder }, which orders it. It can only be asked for.
    .do = Ask for it with tocsin lend recall, or call { $holder }; if it cannot be reached, two officers override.

log_unreconciled = This log was restored from a backup and does not know yet who holds { $unit }.
    .do = Wait for all neighbours to answer, then ask its crew whom it listens to.

unit_taken_home = { $home } has taken { $unit } back with its crew since it was kept here.
    .do = Retire { $unit }, speak with { $home }, and close the conflict.
