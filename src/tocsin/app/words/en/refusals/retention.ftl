# One refusal each: what the rule says, and what the person can do next.

schedule_has_changed = The schedule is now version { $version }; this was drawn up on version { $after }.
    .do = Look at what is adopted with tocsin retention show, then adopt on top of that.

record_class_twice = There are two classes { $record_class }.
    .do = Give each class a name of its own: certificates name it.

record_class_never_reached = The class { $record_class } would never get a record: { $earlier } stands before it and takes them all.
    .do = Put the narrower class first.

record_class_without_types = The class { $record_class } names types, and { $covers } records have none.
    .do = Leave the types out.

kept_too_short = The class { $record_class } keeps { $keep_days ->
        [one] { $keep_days } day
       *[other] { $keep_days } days
    }; such a record is at hand for { $least_days ->
        [one] { $least_days } day
       *[other] { $least_days } days
    } after it is over.
    .do = Keep it { $least_days ->
            [one] { $least_days } day
           *[other] { $least_days } days
        } or longer.
