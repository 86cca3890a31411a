# One refusal each: what the rule says, and what the person can do next.

plan_change_not_offered = Version { $version } of { $plan } is not what is offered ({ $offered }).
    .do = Look again at the question on the run and answer that one.
