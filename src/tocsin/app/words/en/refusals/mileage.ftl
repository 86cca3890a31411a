# One refusal each: what the rule says, and what the person can do next.

mileage_says_nothing = Of { $unit } neither the kilometres nor the odometer is told, or both.
    .do = Say one of the two.
