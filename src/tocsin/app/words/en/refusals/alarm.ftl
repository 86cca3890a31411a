# One refusal each: what the rule says, and what the person can do next.

alarm_level_not_higher = { $incident } is at alarm level { $level } already.
    .do = Give a higher level; lowering it is an order of its own.

alarm_level_not_lower = { $incident } is at alarm level { $level }.
    .do = Give a lower level; raising it is an order of its own.
