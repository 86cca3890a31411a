# Je eine Ablehnung: was die Regel sagt, und was die Person als Nächstes tun kann.

agreement_is_anothers = { $by } spricht von einer Vereinbarung zwischen { $towns }, die keine mit uns ist.
    .do = { $by } anrufen: was sie mit anderen unterschreibt, gehört nicht in unser Protokoll.

too_many_agreements = { $by } hat hier { $most } Vorschläge, die auf eine Unterschrift warten; mehr werden nicht aufgenommen.
    .do = Unterschreiben, was vereinbart ist, die anderen beenden, oder { $by } anrufen.
