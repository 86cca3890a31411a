# One refusal each: what the rule says, and what the person can do next.

registered_unknown = There is nobody { $registered } on the register.
    .do = Look at the register; who has left was forgotten.
registered_not_reachable = Nobody could call or visit this person.
    .do = Give a telephone number, an address or a position.
register_full = There are { $most } people on the register, and no more are taken.
    .do = Take off those who want no call any more.
