# One refusal each: what the rule says, and what the person can do next.

lot_is_out = Ein Teil von { $lot } ist bei { $to } oder auf dem Weg dorthin.
    .do = { $to } um Rückgabe bitten, oder um das Wort, dass es verbraucht oder verloren ist; dann ausscheiden.

lot_less_than_nothing = Nach den Büchern ist von { $lot } weniger als nichts da: { $quantity }.
    .do = Zählen und den Grund sagen; dann ausscheiden.
