# One refusal each: what the rule says, and what the person can do next.

partner_not_agreed = No agreement in force says that { $unit } may be lent to { $to }.
    .do = Propose an agreement on lending to { $to } (tocsin agreement propose), or offer it to another town.

kind_not_agreed = The agreement with { $to } does not cover units of kind { $kind }: { $unit } stays.
    .do = Offer a unit of an agreed kind, or amend the agreement.

enough_are_lent = { $to } has the { $most } units that the agreement allows at once.
    .do = Ask for one back first, or amend the agreement.

too_few_at_home = The agreement keeps { $least } units at home (kind: { $kind }); without { $unit } there would be { $staying }.
    .do = Offer another kind, or wait until one is back.

sub_lend_not_agreed = { $unit } is lent by { $home }, which did not say that it may be lent on.
    .do = Ask { $home }, or give it back.

unit_not_offered = { $unit } is not offered.
    .do = Offer it first, or look at what is offered with tocsin lend list.

offer_superseded = That offer of { $unit } was replaced; the newest is { $epoch }.
    .do = Look at the newest offer and ask the crew for { $epoch }.

crew_not_ready = The crew of { $unit } has not answered for { $epoch }.
    .do = Call the crew on either town's radio and have it read { $epoch } back.

crew_is_ready = The crew of { $unit } has answered for { $epoch } already and obeys nobody below it.
    .do = Release it; or offer it to your own town, ask the crew again and reaffirm.

epoch_not_higher = The crew of { $unit } has answered for { $known } already: { $epoch } is not higher.
    .do = Make a new offer; it takes a new number.

readback_differs = The crew of { $unit } was asked for { $epoch } and read back { $readback }.
    .do = Ask again until it reads back the same.

unit_is_with_us = { $unit } is with us, or is not ours to ask for.
    .do = Look at who holds it with tocsin lend list.

offered_to_ourselves = { $unit } is offered to our own town.
    .do = Reaffirm it once its crew has answered.

request_not_theirs = There is no open request { $request } of { $to } that a unit could be offered for.
    .do = Look at what is asked for with tocsin lend list, or offer the unit without naming a request.

outside_agreed_hours = The agreement with { $to } lends nothing at this hour: { $unit } stays.
    .do = Wait for the agreed hours, or amend the agreement.

farther_than_agreed = The agreement with { $to } lends no farther than { $radius_m } m from the border.
    .do = Ask another town, or amend the agreement.
