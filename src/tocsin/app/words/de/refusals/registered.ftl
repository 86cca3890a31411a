# One refusal each: what the rule says, and what the person can do next.

registered_unknown = { $registered } steht nicht im Register.
    .do = Sieh im Register nach; wer es verlassen hat, wurde vergessen.
registered_not_reachable = Niemand könnte diese Person anrufen oder aufsuchen.
    .do = Gib eine Telefonnummer, eine Adresse oder eine Position an.
register_full = Es stehen { $most } Menschen im Register, mehr werden nicht aufgenommen.
    .do = Nimm heraus, wer nicht mehr angerufen werden will.
