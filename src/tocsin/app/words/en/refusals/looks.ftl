# One refusal each: what the rule says, and what the person can do next.

knows_already = You may see { $incident } already.
    .do = Nothing to do: it can be seen as it is.

glass_not_broken = Nobody sees { $incident } by broken glass under that name.
    .do = Nothing to do.
