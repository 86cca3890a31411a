# One refusal each: what the rule says, and what the person can do next.

on_duty_already = { $person } is on duty since { $since }.
    .do = Change that duty, or end it first.

not_on_duty = { $person } is not on duty.
    .do = Begin the duty first.

duty_ends_before_it_begins = The duty would end at { $until }, before it begins.
    .do = Check the time.
