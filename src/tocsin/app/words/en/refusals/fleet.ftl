# One refusal each: what the rule says, and what the person can do next.

unit_is_crewed = { $unit } has a crew of { $crew }.
    .do = Stand the crew down first.

unit_is_lent = { $unit } belongs to { $home }.
    .do = Give it back instead.
