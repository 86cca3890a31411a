# One refusal each: what the rule says, and what the person can do next.

nobody_asked = Nobody was named to read { $entry }.
    .do = Name people or roles.

not_asked_of_you = The reader was not asked to read { $entry }.
    .do = Nothing to do; to ask somebody, name the person or the role.

due_is_past = { $due } is past.
    .do = Give a later time, or none.

was_corrected_since = { $entry } was corrected by { $newer }.
    .do = Ask to read { $newer } instead.
