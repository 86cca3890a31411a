# One refusal each: what the rule says, and what the person can do next.

take_over_is_ordered_at_the_standby = A take-over is ordered by the standby itself, when two people have approved it there.
    .do = At the standby, each of the two types: tocsin takeover FOLDER --as HANDLE.

take_over_needs_two_people = A take-over takes two different active officers, within ten minutes of one another.
    .do = Let a second officer approve it under their own name.
