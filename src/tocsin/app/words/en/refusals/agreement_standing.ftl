# One refusal each: what the rule says, and what the person can do next.

suspended_by_partner = { $agreement } is suspended by { $partner }: only they lift that.
    .do = Ask { $partner } what is in the way; take in the notice when they send one.

notice_unreadable = This is no notice about an agreement: { $fault }.
    .do = Ask whoever sent it for the file again.
