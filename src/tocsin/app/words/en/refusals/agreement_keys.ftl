# One refusal each: what the rule says, and what the person can do next.

partner_key_differs = { $partner } is known here by the key { $known }, and this is signed with { $key }.
    .do = Read both keys aloud with { $partner } by telephone. If it has a new key, meet it anew as a neighbour.
