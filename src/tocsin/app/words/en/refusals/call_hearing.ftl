# One refusal each: what the rule says, and what the person can do next.

call_author_not_agreed = { $by } passes a call, and never agreed with us on calls.
    .do = Telephone { $by }; propose an agreement on calls if there is to be one.

call_is_anothers = { $by } tells of the call { $call }, which it did not pass to us.
    .do = Telephone { $by }: its log says what it cannot know.

too_many_calls = { $by } has { $most } calls here that wait or are not long over; no more are taken in.
    .do = Take or refuse those that wait; telephone { $by }.

call_answer_not_asked = { $by } answers the call { $call }, which was not passed to it.
    .do = Nothing; telephone { $by } if it goes on.
