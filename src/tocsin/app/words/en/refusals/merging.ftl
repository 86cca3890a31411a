# One refusal each: what the rule says, and what the person can do next.

incident_with_itself = { $incident } cannot be joined with itself.
    .do = Name two incidents.

not_linked = { $incident } and { $other } are not linked.
    .do = Nothing to do.

incident_not_merged = { $incident } was not merged into another.
    .do = Nothing to separate.

survivor_is_gone = { $survivor }, which took { $incident } in, is in the archive.
    .do = Open a new incident and link it.

restriction_differs = { $incident } and { $survivor } are not known to the same people.
    .do = Make their restrictions equal first, or link them instead.
