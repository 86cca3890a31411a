# One refusal each: what the rule says, and what the person can do next.

agency_not_there = No { $agency } takes part in { $incident }.
    .do = Add the agency first.

agency_units_working = { $units } of { $agency } still work for { $incident }.
    .do = Clear them first.

handover_already_offered = { $incident } is offered to { $to }.
    .do = Wait for their word, or withdraw that offer first.

handover_not_offered = { $incident } is offered to nobody.
    .do = Offer it first.

handover_not_to_you = { $incident } is offered to { $to }, not to { $by }.
    .do = Withdraw the offer and offer it to { $by }.

incident_is_handed_over = { $to } has taken over { $incident }.
    .do = Ask them; they can hand it back.
