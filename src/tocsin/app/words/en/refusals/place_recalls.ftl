# One refusal each: what the rule says, and what the person can do next.

places_not_due = The places of { $loan } are promised to { $borrower } and their time is not over.
    .do = Ask for them back; after the time that you give they may be opened again.

recall_is_late = { $at } is over: nobody can give back by then.
    .do = Give a time that is still to come.

no_place_recalled = No place of { $loan } is asked back.
    .do = There is nothing to answer.
