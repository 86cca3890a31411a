# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

incident_is_not_restricted = { $incident } ist nicht vertraulich.
    .do = Es ist nichts zu tun; oder beschränken Sie ihn auf die, die davon wissen müssen.

nobody_would_know = Von { $incident } wüsste niemand mehr.
    .do = Lassen Sie mindestens einen Namen auf der Liste.
