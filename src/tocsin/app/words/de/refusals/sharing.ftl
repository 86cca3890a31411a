# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

agency_not_there = Bei { $incident } ist { $agency } nicht beteiligt.
    .do = Nehmen Sie die Organisation zuerst hinzu.

agency_units_working = Noch arbeiten bei { $incident } für { $agency }: { $units }.
    .do = Melden Sie sie zuerst frei.

handover_already_offered = { $incident } ist { $to } angeboten.
    .do = Warten Sie auf die Antwort, oder ziehen Sie dieses Angebot zuerst zurück.

handover_not_offered = { $incident } ist niemandem angeboten.
    .do = Bieten Sie den Einsatz zuerst an.

handover_not_to_you = { $incident } ist { $to } angeboten, nicht { $by }.
    .do = Ziehen Sie das Angebot zurück und bieten Sie den Einsatz { $by } an.

incident_is_handed_over = { $to } hat { $incident } übernommen.
    .do = Fragen Sie dort; man kann den Einsatz zurückgeben.
