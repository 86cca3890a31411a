# Je eine Ablehnung: was die Regel sagt, und was die Person als Nächstes tun kann.

aid_author_not_agreed = { $by } spricht von einer Anfrage und hat nie mit uns vereinbart zu leihen.
    .do = { $by } eine Vereinbarung über das Leihen vorschlagen, wenn es eine geben soll.

aid_request_is_anothers = { $by } spricht von Anfrage { $request }, die nicht die eigene ist.
    .do = { $by } anrufen: das Protokoll dort sagt, was es nicht wissen kann.

too_many_aid_requests = { $by } hat hier { $most } Anfragen, die offen oder noch nicht lange erledigt sind; mehr werden nicht aufgenommen.
    .do = Ablehnen, wofür nichts gegeben wird, oder { $by } anrufen.

aid_answer_not_asked = { $by } antwortet auf Anfrage { $request } und wurde nicht gefragt.
    .do = Nichts; { $by } anrufen, wenn es weitergeht.
