# One refusal each: what the rule says, and what the person can do next.

subject_is_forgotten = { $owner } was forgotten; nothing more can be written under that name.
    .do = Open a new incident, or put the person on the register anew.
