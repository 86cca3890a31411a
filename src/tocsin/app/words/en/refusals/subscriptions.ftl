# One refusal each: what the rule says, and what the person can do next.

subscription_unknown = There is no subscription { $subscription }.
    .do = Look at the list of subscriptions; what has ended was forgotten.
subscriptions_not_taken = Nobody can subscribe by { $carrier } here.
    .do = Add a channel of mail with the public address of this town's door.
subscriptions_full = There are { $most } subscriptions, and no more are taken.
    .do = Point people at the feed, which everybody may read.
subscriptions_waiting = { $most } subscriptions wait for somebody to say yes, and no more are taken until then.
    .do = Try again tomorrow: what nobody confirms in a day is forgotten.
subscription_too_late = { $subscription } was not confirmed in time.
    .do = Subscribe again.
subscription_address_unsound = That is no address of mail.
    .do = Write it as name@domain.
