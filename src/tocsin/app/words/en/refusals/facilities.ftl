# One refusal each: what the rule says, and what the person can do next.

facility_unknown = There is no facility { $facility } on the register.
    .do = Check the name, or register it.

facility_exists = { $facility } is on the register already.
    .do = Revise it, or choose another id.

more_free_than_total = { $facility } cannot have { $free } of { $total } { $kind } free.
    .do = Check the figures, or report the new total with it.

capacity_twice = { $kind } is reported twice for { $facility }.
    .do = Report each kind once.

report_says_nothing = The report says nothing about { $facility }.
    .do = Give a state, a diversion, a capacity or a remark.
