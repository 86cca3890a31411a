# One refusal each: what the rule says, and what the person can do next.

record_class_unknown = The schedule in force has no class { $record_class }.
    .do = See the classes with tocsin retention show.

destruction_under_way = Records of the class { $record_class } are being destroyed already ({ $destruction }).
    .do = Wait until it has ended; tocsin retention record tells.

clock_not_confirmed = Nothing was recorded from { $since } to { $until }: perhaps the date is wrong, and with it what is due.
    .do = If the date is right say so with tocsin retention confirm; if not, set the machine's clock.
