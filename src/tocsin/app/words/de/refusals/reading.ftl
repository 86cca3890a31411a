# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

nobody_asked = Niemand wurde genannt, der { $entry } lesen soll.
    .do = Nennen Sie Personen oder Rollen.

not_asked_of_you = Wer liest, war nicht gebeten, { $entry } zu lesen.
    .do = Es ist nichts zu tun; um jemanden zu bitten, nennen Sie die Person oder die Rolle.

due_is_past = { $due } ist vorbei.
    .do = Geben Sie eine spätere Zeit an, oder keine.

was_corrected_since = { $entry } wurde durch { $newer } berichtigt.
    .do = Bitten Sie, stattdessen { $newer } zu lesen.
