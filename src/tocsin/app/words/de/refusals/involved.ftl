# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

person_not_involved = { $person } ist bei { $incident } nicht vermerkt.
    .do = Vermerken Sie die Person ohne Kennung, um jemanden neu aufzunehmen.

count_is_older = Für { $incident } gibt es eine neuere Zählung, von { $at }.
    .do = Es ist nichts zu tun; eine neue Zählung braucht eine spätere Zeit.
