# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

approvals_missing = Der Antrag { $proposal } hat { $found } von { $n } Freigaben, die zählen ({ $roles }).
    .do = Bitten Sie um die fehlenden; Freigaben von Personen, die die Rolle verloren haben, zählen nicht.
