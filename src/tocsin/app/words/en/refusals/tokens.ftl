# One refusal each: what the rule says, and what the person can do next.

token_unknown = There is no token { $token } here.
    .do = It may have been revoked already; list the tokens of the town.

token_exists = This secret is already the token of { $person }.
    .do = Draw a new secret: a token is never shared.

token_without_scope = A token without a scope could do nothing.
    .do = Name what it is for: { $scopes }.

token_is_over_before_it_begins = The token would end at { $end }, which is over.
    .do = Name a time to come.

token_lives_too_long = A token lives { $days ->
        [one] { $days } day
       *[other] { $days } days
    } at most.
    .do = Choose an earlier end, and issue a new one in time.

token_inbox_alone = A token for an inbox names one group, and has the scope inbox and no other.
    .do = Give inbox and the one scope, or leave both out.

token_subject_unknown = There is no { $subject } whose token this could be.
    .do = Register it first, or name another: unit/…, sensor/…, tracker/…, person/….
