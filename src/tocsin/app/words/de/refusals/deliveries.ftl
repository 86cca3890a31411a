# One refusal each: what the rule says, and what the person can do next.

delivery_unknown = Eine Sendung { $delivery } gibt es nicht.
    .do = Nachsehen, wie weit die Warnung ist, und eine nennen, die dort steht.
nobody_given_up = In { $delivery } wurde niemand aufgegeben.
    .do = Nichts: Wer noch wartet, wird von selbst wieder versucht.
