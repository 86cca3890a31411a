# One refusal each: what the rule says, and what the person can do next.

stock_not_agreed = The agreement with { $to } does not cover { $kind } ({ $unit_of_measure }): { $lot } stays.
    .do = Release an agreed kind, or amend the agreement.

more_than_agreed = { $to } has { $there } already, and the agreement allows { $most } ({ $unit_of_measure }) at once: no more of { $lot } goes.
    .do = Release less, ask for some back first, or amend the agreement.

too_little_at_home = The agreement keeps { $least } ({ $unit_of_measure }) at home; { $staying } of the kind of { $lot } would be left.
    .do = Release less, or take in more first.

lot_goes_home = { $lot } is borrowed from { $home }: it goes back there and nowhere else.
    .do = Give it back to { $home }, who may lend it on.

lot_is_here = { $lot } is released to another town, not to our own.
    .do = Name the other town; a place within the town is changed with tocsin stock move.

lot_not_recounted = This log was restored and { $lot } was not counted since.
    .do = Count it with tocsin stock count, then release it.

lot_is_expired = { $lot } has expired ({ $at }): it is not offered to another town.
    .do = Write it off; or release it all the same, saying so, where the other town wants it.
