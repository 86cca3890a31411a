# One refusal each: what the rule says, and what the person can do next.

calls_only_in_earnest = This log is { $log }: nobody is called from it.
    .do = Leave these people in peace in a drill.
call_list_unknown = The message { $warning } has no call list.
    .do = Draw it first (tocsin warn calls).
call_not_on_list = { $registered } is not on the call list of { $warning }.
    .do = Look at the list and name one of those on it.
call_owned_by_other = { $owner } has taken on this call.
    .do = Call somebody else on the list, or ask { $owner }.
