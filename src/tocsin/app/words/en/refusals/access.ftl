# One refusal each: what the rule says, and what the person can do next.

role_may_not = { $command } is not for the roles you hold ({ $roles }).
    .do = Ask somebody whose role allows it, or an administrator for the role.

actor_unknown = Nobody active is known here as { $actor }.
    .do = Sign in again, or ask an administrator.

condition_not_met = Your role may give { $command } only under a condition ({ $conditions }).
    .do = docs/access-table.md says what it means; ask the duty officer where you need it otherwise.

not_on_need_to_know = { $command } is for those on the need-to-know list.
    .do = Ask somebody on the list to let you in.

committed_elsewhere = { $unit } is sent elsewhere.
    .do = Choose another unit, or ask the duty officer.

not_possible_now = That is not possible now.
    .do = Choose otherwise, or ask the duty officer.

access_command_unknown = There is no order { $command }.
    .do = Use the names in docs/access-table.md.

access_condition_unknown = The condition { $condition } cannot stand there.
    .do = docs/access-table.md lists the conditions and where each may stand.
