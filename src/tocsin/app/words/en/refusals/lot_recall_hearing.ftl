# One refusal each: what the rule says, and what the person can do next.

lot_recall_not_true = What { $neighbour } tells of a recall of { $lot } cannot be so by our own log.
    .do = Call them; stock stays as it is here.
