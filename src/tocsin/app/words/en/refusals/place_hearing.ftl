# One refusal each: what the rule says, and what the person can do next.

place_loan_not_true = What { $neighbour } tells of places { $loan } cannot be so by our own log.
    .do = Call { $neighbour }; our places stay as they are here.

too_many_place_loans = { $neighbour } has { $most } loans of places with us already; no more are heard.
    .do = Settle some of them, or call { $neighbour }.
