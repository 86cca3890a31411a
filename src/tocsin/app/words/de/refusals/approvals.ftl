# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

approval_needed =
    { $kind } braucht die Freigabe von { $n ->
        [one] einer Person
       *[other] { $n } Personen
    } ({ $roles }).
    .do = Beantragen Sie es; haben genug zugestimmt, kann es ausgeführt werden.

order_unknown = Es gibt keinen Befehl { $kind }.
    .do = Sehen Sie in der Liste der Befehle nach und nennen Sie einen anderen.

order_not_proposable = { $kind } gehört selbst zur Freigabe und kann nicht auf eine warten.
    .do = Geben Sie den Befehl unmittelbar.

rule_without_roles = Die Regel für { $kind } nennt keine Rolle, die freigeben darf.
    .do = Nennen Sie mindestens eine Rolle.

too_few_approvers =
    { $n ->
        [one] Eine Person muss
       *[other] { $n } Personen müssen
    } freigeben, aber nur { $found } { $found ->
        [one] hat
       *[other] haben
    } eine dieser Rollen: { $roles }.
    .do = Geben Sie zuerst mehr Personen eine solche Rolle, oder verlangen Sie weniger Freigaben.

rule_unknown = Keine Regel verlangt eine Freigabe für { $kind }.
    .do = Es ist nichts zu tun.

order_unreadable = Das ist kein Befehl der Art { $kind }: siehe { $where }.
    .do = Berichtigen Sie diese Stelle und senden Sie ihn erneut.

digest_differs = Das ist nicht der Text des Antrags { $proposal }.
    .do = Sehen Sie den Antrag erneut an; ein geänderter Text braucht einen eigenen Antrag.
