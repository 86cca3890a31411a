# One refusal each: what the rule says, and what the person can do next.

command_is_held = { $person } commands { $incident } already.
    .do = Hand command over with a briefing, or enter a unified command for another agency.

no_command_yet = Nobody commands { $incident } yet.
    .do = Assume command first.

not_in_command = { $person } does not command { $incident }.
    .do = Look at who is in command and name that person.

already_in_command = { $person } is in command already.
    .do = Nothing to do, or name somebody else.

agency_has_commander = { $person } commands for { $agency } already.
    .do = Let { $person } hand command over with a briefing.

last_commander = { $person } is the only commander of { $incident }.
    .do = Hand command over with a briefing, or terminate command when no unit works there.
