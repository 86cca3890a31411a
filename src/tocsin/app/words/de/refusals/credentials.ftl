# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

credential_unknown = { $person } hat keinen Nachweis { $kind }.
    .do = Es ist nichts zu tun.

credential_ends_before_it_begins = Der Nachweis { $kind } würde um { $end } enden, bevor er beginnt.
    .do = Prüfen Sie die beiden Zeiten.
