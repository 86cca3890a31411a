# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

take_over_is_ordered_at_the_standby = Eine Übernahme wird an der Reservemaschine selbst befohlen, wenn zwei Personen sie dort freigegeben haben.
    .do = Dort gibt jede der beiden ein: tocsin takeover FOLDER --as HANDLE.

take_over_needs_two_people = Eine Übernahme braucht zwei verschiedene Personen, die arbeiten dürfen, innerhalb von zehn Minuten.
    .do = Lassen Sie eine zweite Person sie unter eigenem Namen freigeben.
