# One refusal each: what the rule says, and what the person can do next.

unit_is_our_own = { $unit } is ours: only a guest is kept so.
    .do = Take it back by an override.

home_not_gone = { $home }, the home of { $unit }, is not gone by any word of ours.
    .do = Give it back (tocsin lend return). If { $home } is gone for good, two officers leave it out after a restore, or cut the link first.

guest_not_here = By what this log and the neighbours know, { $unit } is not with us.
    .do = Ask the neighbours and its crew (tocsin lend list).

guest_kept_already = { $unit } was kept or let go of already.
    .do = Look at it with tocsin lend list.
