# Subscriptions to warnings: mail, the command line.

subscribe-mail-subject = Do you want to be warned by { $town }?
subscribe-mail-text =
    Somebody, perhaps you, asked { $town } to send warnings to this address.

    If that was you, open this link within a day and say yes:
subscribe-mail-else = If it was not, do nothing: nothing more is sent to you, and your address is forgotten.
subscribe-mail-foot = You get this because you subscribed to it. End it, and have your address forgotten:
subscribed = Nothing is sent there before somebody says yes by the link that is mailed to it.
subscription-confirmed = It is confirmed: warnings go there from now on.
subscription-ended = It is ended: nothing more is sent there, and the address is forgotten.
subscription-link-bad = This link is not good, or not any more.
subscription-none = Nobody has subscribed.
subscription-none-so = There is no subscription { $subscription }; see tocsin subscribe list.
subscription-waits = not confirmed
subscription-stands = confirmed
subscription-who = Name a subscription, or --email with its address.
subscription-where = `{ $place }` is not one place that the ground knows: see tocsin ground where, or give --at.
