# One refusal each: what the rule says, and what the person can do next.

mileage_says_nothing = لم يُذكر عن { $unit } لا الكيلومترات ولا العداد، أو ذُكرا معًا.
    .do = اذكر أحدهما.
