# One refusal each: what the rule says, and what the person can do next.

level_is_reached = { $regional } is at the level { $level } already.
    .do = Nothing is to be done.

escalation_not_agreed = No agreement in force says who leads { $regional } at the level { $level }.
    .do = Amend the agreement by an escalation path (tocsin agreement propose).

escalation_paths_differ = Agreements differ in who is to lead { $regional }: { $towns }.
    .do = Say which of them (--leads).

level_not_ours_to_set = { $lead } leads { $regional }, and no agreement lets this town set its level.
    .do = Ask { $lead }.
