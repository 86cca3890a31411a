# One refusal each: what the rule says, and what the person can do next.

neighbours_not_answered = These neighbours have not answered since the restore: { $neighbours }.
    .do = Call them, or carry a bundle.

units_not_reconciled = This town does not know yet who holds { $units }: it cannot answer for others.
    .do = Ask the crews of these units first.

nothing_to_reconcile = Who holds { $unit } is known.
    .do = Nothing to do.

answer_not_asked = { $neighbour } was not asked about this life of the log.
    .do = Nothing to do; ask again if the log was restored once more.

epoch_unreadable = { $epoch } is no epoch: two numbers with a dot are meant, as in 2.0.
    .do = Read it from the crew's card again.

answer_not_true = What { $neighbour } answers about { $unit } cannot be so: no unit was lent that often.
    .do = Call { $neighbour }; if it goes on, leave it out with tocsin lend leave-out.

town_unknown = Nobody here or among the neighbours knows a town { $town }.
    .do = Ask the crew again and spell it; towns stand in tocsin neighbour list.

neighbour_not_waited_for = No answer of { $neighbour } to a restore is waited for.
    .do = Look at whom the restore still asks with tocsin lend list.

second_officer_needed = { $first } has said that { $neighbour } is left out: another officer has to say so too.
    .do = Have a second officer give the same order under their own sign-in.
