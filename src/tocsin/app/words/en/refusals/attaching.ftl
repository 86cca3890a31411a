# One refusal each: what the rule says, and what the person can do next.

report_is_attached = { $report } belongs to { $incident }.
    .do = Detach it with a reason first, or link the two incidents.

report_not_attached = { $report } belongs to no incident.
    .do = Nothing to do.

what_is_missing = { $report } does not say what it is about.
    .do = Note the type, or name it in the order.

where_is_missing = { $report } does not say where.
    .do = Note the place or locate the caller, or open it without a place and say why.

likely_the_same = { $report } may be about { $incidents }: { $distance_m } m away, { $age_s } s apart.
    .do = Attach it there, or open a new incident and name those that were looked at.

duplicate_of_itself = { $report } cannot be a duplicate of itself.
    .do = Name the report that came first.

report_is_duplicate = { $report } is linked as a duplicate of { $original }.
    .do = Unlink it with a reason first.

report_is_no_duplicate = { $report } is no duplicate.
    .do = Nothing to do.
