# One refusal each: what the rule says, and what the person can do next.

nobody_leads_yet = Nobody leads { $regional } yet.
    .do = Wait until another town has joined; the one that made the number leads then.

not_in_lead = { $lead } leads { $regional }, not this town.
    .do = Speak with { $lead }; if it cannot be reached, two officers may take the lead.

leads_already = This town leads { $regional } already.
    .do = Nothing is to be done.

taker_has_no_part = { $to } has no part in { $regional } yet.
    .do = Ask it first (tocsin region incident link), and wait until it has joined.

lead_not_offered = { $lead } does not offer us the lead of { $regional }, as far as we have heard.
    .do = Ask { $lead } to offer it.

lead_taking_not_open = No first officer wants the lead of { $regional } taken.
    .do = Let the first officer say so, with a reason (tocsin region incident take).

lead_second_officer_needed = { $first } has said so already for { $regional }; it takes a second officer.
    .do = Let another officer confirm.

lead_conflict_unknown = No taken lead of { $regional } is open.
    .do = Look at it with tocsin region incident show.

lead_taking_too_old = { $first } said so for { $regional } at { $at }; that is too long ago.
    .do = Look at it anew, and let the first officer say so again (tocsin region incident take).

lead_agreed_elsewhere = By agreement { $towns } is to lead { $regional } at this level, and has part in it.
    .do = Ask { $towns } to take the lead.
