# One refusal each: what the rule says, and what the person can do next.

only_home_overrides = { $unit } belongs to { $home }: only its home takes it back.
    .do = Call { $home }.

override_not_open = Nobody is taking { $unit } back at present.
    .do = Open an override with its reason first.

two_officers_needed = { $first } opened it: a second officer has to confirm before { $unit } is taken back.
    .do = Have another officer confirm under their own sign-in.

nonce_not_answered = That is not what the crew of { $unit } has to say back.
    .do = Tell the crew epoch and digits once more, and enter what it says.

conflict_unknown = No open conflict of { $unit } has the number { $epoch }.
    .do = Look at the open ones with tocsin lend list.

nonce_too_often_wrong = { $wrong } answers for { $unit } had other digits: none is taken before { $again }.
    .do = Call the crew on the other radio, have it read the digits again, and answer after { $again }.
