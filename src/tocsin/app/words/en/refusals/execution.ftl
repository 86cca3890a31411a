# One refusal each: what the rule says, and what the person can do next.

approvals_missing = The proposal { $proposal } has { $found } of { $n } approvals that count ({ $roles }).
    .do = Ask for the missing approvals; those of people who have lost the role do not count.
