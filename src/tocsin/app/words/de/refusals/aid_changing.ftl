# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

aid_request_has_more = Für Anfrage { $request } sind schon { $here } Einheiten hier: sie kann nicht für { $quantity } gelten.
    .do = Zurückgeben, was nicht gebraucht wird; die Anfrage zurückziehen, wenn nichts mehr gebraucht wird.
