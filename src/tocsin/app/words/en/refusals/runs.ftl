# One refusal each: what the rule says, and what the person can do next.

no_plan_matches = No plan in force fits { $incident } ({ $type }).
    .do = Name a plan, or work without one.

plan_already_runs = { $incident } runs under { $plan } already.
    .do = Stop that plan with a reason first.

no_plan_runs = { $incident } runs under no plan.
    .do = Start one.

step_unknown = The checklist of { $incident } has no step { $step }.
    .do = Look at the checklist and name another.

step_is_dealt_with = The step { $step } is { $state }.
    .do = Untick it with a reason first.

card_is_taken = { $incident } runs under the card of level { $level }, and no higher alarm was struck.
    .do = Raise the alarm first.
