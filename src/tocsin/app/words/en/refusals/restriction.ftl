# One refusal each: what the rule says, and what the person can do next.

incident_is_not_restricted = { $incident } is not restricted.
    .do = Nothing to do; or restrict it to those who need to know.

nobody_would_know = Nobody would know of { $incident } any more.
    .do = Leave at least one name on the list.
