# One refusal each: what the rule says, and what the person can do next.

person_not_involved = { $person } is not recorded for { $incident }.
    .do = Record the person without an id to add somebody new.

count_is_older = There is a younger count for { $incident }, of { $at }.
    .do = Nothing to do; a new count needs a later time.
