# One refusal each: what the rule says, and what the person can do next.

partner_key_differs = { $partner } ist hier unter dem Schlüssel { $known } bekannt, und das ist mit { $key } unterzeichnet.
    .do = Lesen Sie sich mit { $partner } am Telefon beide Schlüssel vor. Hat die Stadt einen neuen, lernen Sie sie als Nachbarn neu kennen.
