# One refusal each: what the rule says, and what the person can do next.

approval_not_needed = { $kind } needs nobody's approval.
    .do = Give the order directly.

session_needed = This can be done only by somebody who has signed in.
    .do = Sign in and do it again.

proposal_unknown = There is no proposal { $proposal }.
    .do = Look at the open proposals and name another.

proposal_is_settled = The proposal { $proposal } is { $state }.
    .do = Make a new proposal if it is still wanted.

proposal_is_expired = The time of the proposal { $proposal } was over at { $at }.
    .do = Make a new proposal if it is still wanted.

proposal_not_expired = The proposal { $proposal } runs until { $at }.
    .do = Wait, or let its author withdraw it.

proposal_not_yours = Only its author can withdraw the proposal { $proposal }.
    .do = Object to it, with the reason.

proposal_is_objected_to = { $person } objects to the proposal { $proposal }.
    .do = Talk to { $person }; go on when the objection is taken back, or make another proposal.

no_objection_of_yours = You do not object to the proposal { $proposal }.
    .do = Nothing to do.

author_never_approves = You made the proposal { $proposal }, or it was made for you.
    .do = Ask somebody else to approve it.

approval_is_personal = Nobody approves on behalf of { $person }.
    .do = Let { $person } sign in and approve.

approver_not_present = You proved who you are { $ago_s } s ago; it must be no more than { $presence_s } s.
    .do = Sign in again and approve at once.

approver_not_authorised = { $person } holds none of the roles that may approve this: { $roles }.
    .do = Ask somebody who holds one.

same_session_or_credential = Somebody else has acted on the proposal { $proposal } with this session or this credential.
    .do = Approve with your own sign-in and your own credential.
