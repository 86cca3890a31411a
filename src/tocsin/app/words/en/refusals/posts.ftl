# One refusal each: what the rule says, and what the person can do next.

position_is_command = The incident commander of { $incident } is not set up as a post.
    .do = Assume command, or hand it over with a briefing.

post_needs_name = There may be several of { $position }.
    .do = Give this one a name, such as Division A.

post_exists = { $position } is set up already ({ $post }).
    .do = Fill that post, or give the new one another name.

post_unknown = There is no post { $post } at { $incident }.
    .do = Look at the organization of the incident and name another.

post_cannot_report_there = { $position } does not report to { $superior }.
    .do = Let it report to one of: { $allowed }.

post_reports_to_itself = { $post } would report to itself in the end.
    .do = Choose a superior that does not stand below it.

post_is_vacant = Nobody fills { $post }.
    .do = Nothing to do, or fill it.

post_leads_others = { $led } report to { $post }.
    .do = Move them to another post first.
