# One refusal each: what the rule says, and what the person can do next.

ground_has_changed = Version { $version } of the ground is in force, and this was drawn up on { $after }.
    .do = Look at what was adopted meanwhile (tocsin ground adopted TOWN), and adopt again.
