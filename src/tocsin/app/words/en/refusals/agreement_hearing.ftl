# One refusal each: what the rule says, and what the person can do next.

agreement_is_anothers = { $by } tells of an agreement between { $towns }, which is not one with us.
    .do = Call { $by }: what it signs with others is not for our log.

too_many_agreements = { $by } has { $most } proposals here that wait for a signature; no more are taken in.
    .do = Sign those that are agreed, end the others, or call { $by }.
