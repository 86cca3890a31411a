# One refusal each: what the rule says, and what the person can do next.

obligation_unknown = Nothing is owed under { $obligation }.
    .do = Look at what is due; it may have been met.

obligation_is_settled = { $obligation } is { $state }.
    .do = Nothing to do.

not_later = { $obligation } is due at { $due } already.
    .do = Give a later time.

timer_unknown = The timer { $kind } names a role that does not exist, or a negative time.
    .do = Use the roles of the access table and whole seconds from 0.

steps_not_rising = The steps of { $kind } do not rise.
    .do = Give each step a longer time than the one before.
