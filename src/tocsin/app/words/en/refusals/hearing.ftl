# One refusal each: what the rule says, and what the person can do next.

incarnation_superseded = { $neighbour } was restored: what its older log says of { $unit } is heard no more.
    .do = Fetch its present slice.

entry_is_our_own = That entry on { $unit } is our own.
    .do = Nothing to do.
