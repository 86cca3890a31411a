# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

under_legal_hold = { $subject } unterliegt der Löschsperre { $hold }.
    .do = Bewahren Sie es auf, bis sie aufgehoben ist; tocsin hold list sagt, wer sie gesetzt hat.

asked_for_by_request = { $subject } wird für das offene Auskunftsersuchen { $request } aufbewahrt.
    .do = Beantworten und schließen Sie es zuerst; tocsin records show sagt, was es betrifft.

legal_hold_unknown = Es gibt keine Löschsperre { $hold }.
    .do = Welche es gibt, sagt tocsin hold list.

forgotten_already = { $subject } ist vergessen: Es ist nichts mehr aufzubewahren.
    .do = Sagen Sie es dem, der danach gefragt hat; wer es wann und warum vergessen hat, ist aufgezeichnet.
