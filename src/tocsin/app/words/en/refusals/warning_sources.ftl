# One refusal each: what the rule says, and what the person can do next.

warning_source_unknown = Nobody called { $source } warns this town.
    .do = Look at the list of sources and name one of them, or add this one.

warning_source_unsound = The source { $source } does not hold together: { $fault }.
    .do = Put that part right and add it again.
