# One refusal each: what the rule says, and what the person can do next.

delivery_unknown = There is no delivery { $delivery }.
    .do = Ask how far the warning is, and name one that is listed there.
nobody_given_up = Nobody was given up in { $delivery }.
    .do = Nothing: those who wait are tried again by themselves.
