# One refusal each: what the rule says, and what the person can do next.

objective_unknown = There is no objective { $objective }.
    .do = Look at the objectives of the incident and name another.

objective_is_settled = The objective { $objective } is { $state }.
    .do = Open it again with a reason, or set another.

objective_is_open = The objective { $objective } is open.
    .do = Nothing to do.
