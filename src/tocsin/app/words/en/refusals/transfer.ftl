# One refusal each: what the rule says, and what the person can do next.

command_already_offered = { $person } has offered command to { $to }, who has not answered yet.
    .do = Wait for the answer, or withdraw the offer first.

command_not_offered = No offer of command of { $incident } waits for an answer from or to { $person }.
    .do = Let the commander give a briefing and offer command first.

not_the_incoming = Command was offered to { $incoming }, not to { $person }.
    .do = Let { $incoming } answer, or withdraw the offer and make another.
