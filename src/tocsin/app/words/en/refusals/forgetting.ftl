# One refusal each: what the rule says, and what the person can do next.

incident_not_over = { $incident } is still open.
    .do = Close it first; what people act on is not forgotten.

report_not_over = { $report } is still being worked on.
    .do = Close the report, or the incident it belongs to, first.

forget_by_own_verb = { $subject } is known here and has an order of its own.
    .do = Use the order that forgets a person or an incident.
