# What an agreement between towns says, sentence by sentence.

pact-about = The agreement
pact-kind = It is for { $kind }
pact_kind-mutual_aid = mutual aid
pact_kind-automatic_aid = automatic aid
pact_kind-shared_stock = shared stock
pact_kind-shared_shelter = shared shelter
pact_kind-joint_exercise = joint exercises
pact_kind-data_sharing = shared sight
pact_kind-region = region
pact-parties = Between { $one } and { $other }
pact-parts = It speaks of: { $parts }
pact_part-sight = sight of { $kind }
pact_part-units = units lent
pact_part-stock = stock ({ $kind })
pact_part-places = places ({ $kind })
pact_part-calls = calls passed on
pact_part-escalation = the escalation path ({ $level })
pact-shows = What { $town } shows { $other }
pact-fields = Of { $kind }: { $fields }
pact_subject-incidents = incidents
pact_subject-units = units
pact_subject-stations = stations
pact_subject-facilities = facilities
pact_subject-closures = closures
pact_subject-lots = stock
pact_subject-posts = the organization of an incident
pact_subject-objectives = objectives
pact_subject-regional_incidents = regional incidents
pact-areas = Of what lies in { $areas }
pact-border = Of what lies within { $km } of { $point }
pact-unit-kinds = And of units of these kinds, wherever they are: { $kinds }
pact-lends = What { $town } lends { $other }
pact-every-kind = of every kind
pact-any-kind = of any kind
pact-kinds = Units: { $kinds }
pact-most-units = { $n ->
    [one] No more than one unit at once
   *[other] No more than { $n } units at once
}
pact-radius = As far as { $km } from its border
pact-minimum = { $n ->
    [one] One unit stays at home: { $kind }
   *[other] { $n } units stay at home: { $kind }
}
pact-hours = Only at these hours: { $hours }
pact-day-1 = Monday
pact-day-2 = Tuesday
pact-day-3 = Wednesday
pact-day-4 = Thursday
pact-day-5 = Friday
pact-day-6 = Saturday
pact-day-7 = Sunday
pact-may-sub-lend = The borrower may lend them on
pact-may-not-sub-lend = The borrower may not lend them on
pact-when-asked = They come when asked for
pact-automatic = They come without being asked for: { $kinds }
pact-automatic-zones = They come without being asked for: { $kinds }; the closest goes in { $zones }
pact-stock = Stock: { $kind }, up to { $quantity } ({ $unit })
pact-stock-least = { $least } of it stay at home
pact-shelter = { $n ->
    [one] Shelter: one place
   *[other] Shelter: { $n } places
}
pact-calls = Which calls { $town } passes to { $other }
pact-call-parts = Calls that belong there, with { $parts }
pact_call_part-place = the place
pact_call_part-kind = the kind and how urgent
pact_call_part-words = what was said
pact_call_part-callback = how to call back
pact-costs = Costs and liability
pact-payer = Paid by { $payer }
pact_payer-borrower = whoever borrows
pact_payer-lender = whoever lends
pact-free = { $n ->
    [one] The first hour is free
   *[other] The first { $n } hours are free
}
pact-rate = { $what }: { $amount } per { $per }
pact-together = Plans, channels, contacts
pact-plan = Plan { $plan }, version { $version }
pact-channel = Channel { $name }: { $use }
pact-contact = { $town }, { $office }: { $reach }
pact-escalation = Escalation path: several towns, the region
pact-any-town = any town that has part
pact-step = At the level { $level } { $leads } leads; it is raised and lowered by whoever leads
pact-step-raised = At the level { $level } { $leads } leads; it is raised and lowered by whoever leads, and by { $towns }
regional_level-town = one town
regional_level-towns = several towns
regional_level-region = the region
pact-time = Review and end
pact-review = To be reviewed by { $on }
pact-ends = Ends on { $on } (00:00 UTC)
pact-no-end = Without an end date
pact-notice = { $n ->
    [one] Both towns are told one day before
   *[other] Both towns are told { $n } days before
}
pact-remarks = Remarks
pact_state-proposed = proposed
pact_state-in_force = in force
pact_state-suspended = suspended
pact_state-ended = ended
pact_state-expired = expired
pact-version = Version { $number } of { $agreement }
pact-digest = Digest (SHA-256): { $digest }
pact-signed = Signed for { $town } by { $name }, { $office }, on { $on }; key { $key }
pact-unsigned = Not signed yet for { $town }
pact-noticed = { $town }: { $deed } on { $on }: { $reason }
pact_deed-suspended = suspended
pact_deed-resumed = taken up again
pact_deed-ended = ended
pact-papers = Signed paper { $sha256 } { $note }
pact-sign-here = To be signed by hand
pact-sign-name = Name
pact-sign-office = Office
pact-sign-date = Date
pact-sign-hand = Signature
pact-same = The two versions say the same.
pact-new = new: { $says }
pact-gone = gone: { $says }
pact-was = { $says } (was: { $before })
pact-places = Places ({ $kind }) at any { $facility }, up to { $n } at once
pact-any-facility = facility
pact-places-least = { $least } of them stay free
