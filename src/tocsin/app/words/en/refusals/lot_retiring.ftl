# One refusal each: what the rule says, and what the person can do next.

lot_is_out = Some of { $lot } is with { $to }, or on the way there.
    .do = Ask { $to } to give it back, or to say that it is used or lost; then retire it.
