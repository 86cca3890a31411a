# One refusal each: what the rule says, and what the person can do next.

lot_is_out = Some of { $lot } is with { $to }, or on the way there.
    .do = Ask { $to } to give it back, or to say that it is used or lost; then retire it.

lot_less_than_nothing = By the books there is less than nothing of { $lot }: { $quantity }.
    .do = Count it, and say why; then retire it.
