# One refusal each: what the rule says, and what the person can do next.

incarnation_superseded = { $neighbour } was restored: what its older log says of { $unit } is heard no more.
    .do = Fetch its present slice.

entry_is_our_own = That entry on { $unit } is our own.
    .do = Nothing to do.

author_not_agreed = No agreement to lend was ever signed with { $neighbour }: what it says of { $unit } is not heard.
    .do = Sign one, or ask the unit's home.

home_is_another = { $neighbour } names another home for { $unit } than its own.
    .do = Call { $neighbour }.

generation_not_granted = { $neighbour } names an epoch of { $unit } that we never issued.
    .do = Call { $neighbour }; the unit stays as it is here.

hold_not_released = { $neighbour } says that { $unit } is elsewhere, and we hold it and did not release it.
    .do = Call { $neighbour }; the unit stays as it is here.

not_addressed_to_author = { $unit } was released to another town than { $neighbour } names.
    .do = Call the town that it was released to.

third_holder_not_agreed = { $neighbour } says that { $unit } is with a third town, and it was not lent to be lent on.
    .do = Call { $neighbour } and the crew; take it back if need be.

too_many_guests = { $neighbour } has released as many units to us as a register takes in: { $unit } is not taken.
    .do = Call { $neighbour }, and give back what is not needed.

too_many_offers = { $neighbour } has offered more units at once than are noted: the offer of { $unit } is not.
    .do = Call { $neighbour }; decline what is not wanted.

too_many_units = { $neighbour } tells of more units of one town than are kept: { $unit } is not taken in.
    .do = Call { $neighbour }; cut the link if it goes on.

epoch_not_believable = { $neighbour } names a number of { $unit } that nobody can have come to offer by offer.
    .do = Call { $neighbour }; the unit stays as it is here.
