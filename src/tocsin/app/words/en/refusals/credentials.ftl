# One refusal each: what the rule says, and what the person can do next.

credential_unknown = { $person } has no credential { $kind }.
    .do = Nothing to do.

credential_ends_before_it_begins = The credential { $kind } would end at { $end }, before it begins.
    .do = Check the two times.
