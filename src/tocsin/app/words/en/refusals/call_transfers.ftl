# One refusal each: what the rule says, and what the person can do next.

call_not_agreed = No agreement in force says that we pass calls to { $to }.
    .do = Telephone { $to }, and note who took it (HOR); or propose an agreement on calls (tocsin agreement propose).

call_names_nothing = A report or an incident is passed: exactly one of them.
    .do = Name the report, or the incident without units.

call_is_passed = It was passed to { $to } already, as { $call }, and waits for the answer.
    .do = Telephone { $to }, or withdraw it first.

call_is_restricted = { $incident } is restricted: nothing of it is told to a neighbour.
    .do = Lift the restriction, or telephone.

call_transfer_unknown = There is no call { $call } between us and a neighbour.
    .do = Look at what is passed with tocsin call list.

call_is_ours = We passed the call { $call } to { $to } ourselves.
    .do = Withdraw it if we keep it.

call_is_theirs = The call { $call } was passed by { $by }.
    .do = Take it, or refuse it with the reason.

call_is_answered = The call { $call } is answered: { $state }.
    .do = Telephone the other town if that is wrong.

call_was_withdrawn = { $by } keeps the call { $call }.
    .do = Nothing; telephone { $by } if you have sent somebody.

call_not_crossed = Nothing is to be settled about the call { $call }.
    .do = Look at what is passed with tocsin call list.

call_was_taken_before = { $by } was told that we took the call { $call } as { $number }, and has closed it; our log was put back.
    .do = Take it; if it is not ours, pass it to { $by } as a call of ours.

call_cannot_follow = Call { $call } was not passed to { $to }, or is not there any more.
    .do = Pass it as a call of its own, or name the call that it says more of.
