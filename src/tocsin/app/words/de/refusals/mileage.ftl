# One refusal each: what the rule says, and what the person can do next.

mileage_says_nothing = Von { $unit } sind weder Kilometer noch Kilometerstand gesagt, oder beides.
    .do = Eines von beiden sagen.
