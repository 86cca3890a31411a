# One refusal each: what the rule says, and what the person can do next.

plan_unknown = There is no plan { $plan }.
    .do = Look at the list of plans and name another.

plan_is_withdrawn = The plan { $plan } was withdrawn.
    .do = Choose another plan, or let one be adopted anew.

plan_has_moved_on = The plan { $plan } was written against version { $over }; the latest is { $latest }.
    .do = Look at what changed, bring it into yours, and adopt it over version { $latest }.

plan_unsound = The plan { $plan } does not hold together: { $fault }.
    .do = Put that part right and adopt it again.

plan_was_not_read = The plan { $plan } was to be withdrawn as of version { $over }; the latest is { $latest }.
    .do = Look at what changed; withdraw it if it still is not to be used.
