# Subscriptions to warnings: mail, the command line.

subscribe-mail-subject = Wollen Sie von { $town } gewarnt werden?
subscribe-mail-text =
    Jemand, vielleicht Sie, hat { $town } gebeten, Warnungen an diese Adresse zu senden.

    Wenn Sie das waren, öffnen Sie innerhalb eines Tages diesen Link und sagen Sie ja:
subscribe-mail-else = Wenn nicht, tun Sie nichts: Sie bekommen nichts mehr, und Ihre Adresse wird vergessen.
subscribe-mail-foot = Sie bekommen das, weil Sie es abonniert haben. Beenden, und Ihre Adresse vergessen lassen:
subscribed = Dorthin wird nichts gesendet, bevor jemand über den zugesandten Link ja sagt.
subscription-confirmed = Es ist bestätigt: von nun an gehen Warnungen dorthin.
subscription-ended = Es ist beendet: dorthin geht nichts mehr, und die Adresse ist vergessen.
subscription-link-bad = Dieser Link gilt nicht oder nicht mehr.
subscription-none = Niemand hat abonniert.
subscription-none-so = Es gibt kein Abonnement { $subscription }; siehe tocsin subscribe list.
subscription-waits = nicht bestätigt
subscription-stands = bestätigt
subscription-who = Nenne ein Abonnement, oder --email mit seiner Adresse.
subscription-where = `{ $place }` ist kein Ort, den die Kartengrundlage eindeutig kennt: siehe tocsin ground where, oder gib --at an.
