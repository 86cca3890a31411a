# One refusal each: what the rule says, and what the person can do next.

dispatch_policy_moved_on = Version { $version } of the dispatch policy is in force; this was drawn up on version { $over }.
    .do = Look at what is in force (tocsin show TOWN dispatch), and adopt yours over version { $version }.

turnout_out_of_order = Half of the units cannot roll within { $p50_s } s where nine in ten do within { $p90_s } s.
    .do = Give a p50 that is not above the p90.

no_such_policy = No policy called { $name } is shipped, and no weights were given.
    .do = Name one of { $shipped }, or give its weights.
