# One refusal each: what the rule says, and what the person can do next.

subscription_unknown = Es gibt kein Abonnement { $subscription }.
    .do = Sieh in der Liste der Abonnements nach; was beendet ist, wurde vergessen.
subscriptions_not_taken = Über { $carrier } kann hier niemand abonnieren.
    .do = Füge einen Kanal für Mail mit der öffentlichen Adresse dieser Stadt hinzu.
subscriptions_full = Es gibt { $most } Abonnements, mehr werden nicht angenommen.
    .do = Verweise auf den Feed, den jeder lesen darf.
subscriptions_waiting = { $most } Abonnements warten auf ein Ja; bis dahin werden keine weiteren angenommen.
    .do = Versuche es morgen noch einmal: Was niemand in einem Tag bestätigt, wird vergessen.
subscription_too_late = { $subscription } wurde nicht rechtzeitig bestätigt.
    .do = Abonniere noch einmal.
subscription_address_unsound = Das ist keine Mailadresse.
    .do = Schreibe sie als name@domain.
