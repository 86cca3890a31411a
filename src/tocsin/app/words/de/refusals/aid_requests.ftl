# Je eine Ablehnung: was die Regel sagt, und was die Person als Nächstes tun kann.

aid_request_unknown = Es gibt keine Anfrage { $request }.
    .do = Mit tocsin lend list ansehen, was erbeten ist.

aid_request_is_over = Anfrage { $request } ist beendet ({ $state }).
    .do = Eine neue Anfrage stellen, wenn noch etwas gebraucht wird.

aid_request_is_ours = Anfrage { $request } haben wir selbst gestellt.
    .do = Zurückziehen, wenn nichts mehr gebraucht wird.

aid_request_is_theirs = Anfrage { $request } hat { $by } gestellt.
    .do = Ablehnen, wenn wir nichts geben.

borrowing_not_agreed = Keine gültige Vereinbarung sagt, dass { $to } uns Einheiten leiht.
    .do = { $to } eine Vereinbarung über das Leihen vorschlagen (tocsin agreement propose) oder eine andere Stadt bitten.

aid_request_ends_before = { $at } ist schon vorbei.
    .do = Eine Zeit nennen, die noch kommt.
