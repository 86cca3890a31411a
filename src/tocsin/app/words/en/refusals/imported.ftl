# One refusal each: what the rule says, and what the person can do next.

call_not_recorded = The source has not shown the call { $call } before.
    .do = Import the rows of the call itself first.
