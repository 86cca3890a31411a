# One refusal each: what the rule says, and what the person can do next.

warning_channel_unknown = Warnings leave by no channel { $channel }.
    .do = Look at the list of channels and name one of them, or add this one.

warning_channel_removed = The channel { $channel } was removed.
    .do = Add it anew first.

warning_channel_unsound = The channel { $channel } does not hold together: { $fault }.
    .do = Put that part right and add it again.

warning_channel_has_no_test = The channel { $channel } has no test address.
    .do = Add it anew with an address that nobody but you reads, and try it then.

