# One refusal each: what the rule says, and what the person can do next.

neighbour_unknown = { $neighbour } is no neighbour of this town.
    .do = Look at the list of neighbours; invite the town, or join it with its invitation.

neighbour_is_this_town = { $neighbour } is this town itself.
    .do = Name the other town by its own code.

neighbour_is_joined = { $neighbour } is joined already.
    .do = Nothing more is needed; to meet anew, revoke its key first, or end the neighbourhood.

neighbour_not_joined = { $neighbour } is not joined yet.
    .do = Finish the meeting: read the code aloud at both ends and confirm it.

neighbour_not_invited = No invitation to { $neighbour } stands under this secret.
    .do = Ask the town that invited for a new invitation.

invitation_is_over = The invitation to { $neighbour } has run out.
    .do = Ask the town that invited for a new one.

neighbour_not_met = The doors of this town and { $neighbour } have not met.
    .do = Join with the invitation first; then the code to read aloud is shown at both ends.

neighbour_not_cut = The link to { $neighbour } is neither cut nor in doubt.
    .do = Nothing to heal. If nothing comes from there, look at why in the list of neighbours.

spoken_code_differs = This is not the code shown here for { $neighbour }.
    .do = Read it again, by telephone with somebody you know. If it still differs, somebody stands in between: end it and invite anew.

neighbour_key_taken = This key is that of { $neighbour } already.
    .do = Each town has a key of its own; ask the other town which code is its.

neighbour_key_differs = The new key was not signed with the key that { $neighbour } has here.
    .do = Telephone { $neighbour }. If it lost its key, revoke it here and meet anew.

neighbour_url_is_open = { $url } would carry everything in the open.
    .do = Name an address with https; without it only a door on the same machine is asked.

neighbour_key_revoked = The key that { $neighbour } shows was revoked here.
    .do = Let { $neighbour } draw a new key (tocsin neighbour rotate) and meet again with it.
