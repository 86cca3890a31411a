# One refusal each: what the rule says, and what the person can do next.

aid_author_not_agreed = { $by } tells of a request, and never agreed with us to lend.
    .do = Propose an agreement on lending to { $by } if there is to be one.

aid_request_is_anothers = { $by } tells of request { $request }, which is not its own.
    .do = Call { $by }: its log says what it cannot know.

too_many_aid_requests = { $by } has { $most } requests here that are open or not long over; no more are taken in.
    .do = Decline those that nothing is given for, or call { $by }.

aid_answer_not_asked = { $by } answers request { $request }, which it was not asked.
    .do = Nothing; call { $by } if it goes on.
