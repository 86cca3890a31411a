# One refusal each: what the rule says, and what the person can do next.

unit_is_free = { $unit } is free ({ $status }).
    .do = Dispatch it (D).

already_stacked = { $incident } is already on the stack of { $unit }.
    .do = Nothing to do.

not_stacked = { $incident } is not on the stack of { $unit }.
    .do = Look at the unit's stack and name another.
