# One refusal each: what the rule says, and what the person can do next.

report_has_incident = { $report } belongs to { $incident }.
    .do = Detach it with a reason first, or close or hand over the incident itself.

call_waits_for_answer = { $by } passed this as the call { $call }, and waits for an answer.
    .do = Give it back (PR), or take it (PT) or pass it on (PASS).

call_back_not_tried = The caller of { $report } has not been called back.
    .do = Call back and note the outcome, or say why not.

report_is_open = { $report } is open.
    .do = Nothing to do.

report_not_archivable = Nobody has said what became of { $report }.
    .do = Open an incident from it, attach it, close it or hand it over; with an incident it is archived together.
