# One refusal each: what the rule says, and what the person can do next.

transfer_already_counted = { $neighbour } tells of transfer { $transfer } otherwise than it was counted here.
    .do = Call { $neighbour } and compare; nothing was counted twice.

transfer_not_true = What { $neighbour } tells of { $transfer } cannot be so by our own log.
    .do = Call { $neighbour }; our stock stays as it is here.

too_many_transfers = { $neighbour } has let go of { $most } lots or transfers of its own to us already; no more are counted here.
    .do = Call { $neighbour }. It is counted by itself once fewer are open; your own stock is as it was.
