# One refusal each: what the rule says, and what the person can do next.

lost_transfer_unproven = { $neighbour } says that { $quantity } of { $unit } went there as { $transfer } before this log was restored; nothing here bears it out.
    .do = Look in the papers and ask whoever drove; if it is so, two officers say it: tocsin stock admit.

transfer_not_lost = { $transfer } is no transfer of ours that a restore can have lost.
    .do = Look at the id that the neighbour tells; what this log knows needs no word.

transfer_admitted_by_you = You have said that { $transfer } was made: another officer has to say so too.
    .do = Have a second officer give the same order under their own sign-in.
