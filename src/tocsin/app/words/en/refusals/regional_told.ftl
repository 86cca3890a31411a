# One refusal each: what the rule says, and what the person can do next.

regional_unknown = There is no regional incident { $regional }.
    .do = Look at those there are with tocsin region incident list.

regional_no_part = This town has no part in { $regional } ({ $stand }).
    .do = Join it first.

regional_not_agreed = There is no agreement with { $to } by which incidents are worked together.
    .do = Propose an agreement to { $to } (tocsin agreement propose), or telephone.

regional_not_asked = Nobody asks us about { $regional }.
    .do = Ask the other town yourself (tocsin region incident link).

regional_has_our_incident = { $incident } is our part of { $regional } already.
    .do = If the two are one, merge them here first.

regional_yields_by_lead = The incident is part of { $regional }, which { $lead } leads: only that town gives its number up.
    .do = Ask { $lead } to link the two.

regional_lead_stays = This town leads { $regional }, and others have part in it.
    .do = Offer the lead to one of them first.

regional_is_closed = Every town has closed its part of { $regional }.
    .do = Reopen our own incident if it goes on.

too_many_shared = This town has set { $most } objectives for { $regional }.
    .do = Say them in fewer, or keep them as our own.
