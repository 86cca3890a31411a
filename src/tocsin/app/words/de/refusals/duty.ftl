# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

on_duty_already = { $person } ist seit { $since } im Dienst.
    .do = Ändern Sie diesen Dienst, oder beenden Sie ihn zuerst.

not_on_duty = { $person } ist nicht im Dienst.
    .do = Beginnen Sie zuerst den Dienst.

duty_ends_before_it_begins = Der Dienst würde um { $until } enden, bevor er beginnt.
    .do = Prüfen Sie die Zeit.
