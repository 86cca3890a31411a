# One refusal each: what the rule says, and what the person can do next.

lot_not_recalled = Nothing of { $lot } is asked back.
    .do = There is nothing to answer; to give it back all the same, return it.

more_than_lent = { $to } has { $there } of { $lot } by our log, and no more can be asked back.
    .do = Ask for less; what it told last is in the list of stock.

more_than_recalled = Of { $lot } { $quantity } are asked back and { $held } are here.
    .do = Say no more than is asked for and here.

lot_answer_unexplained = To give back nothing of { $lot } wants a reason.
    .do = Say why: still_needed, no_transport or not_reachable.
