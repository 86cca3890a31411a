# Je eine Ablehnung: was die Regel sagt, und was die Person als Nächstes tun kann.

regional_unknown = Es gibt keinen regionalen Einsatz { $regional }.
    .do = Mit tocsin region incident list nachsehen, welche es gibt.

regional_no_part = Diese Stadt ist an { $regional } nicht beteiligt ({ $stand }).
    .do = Zuerst beitreten.

regional_not_agreed = Es gibt mit { $to } keine Vereinbarung, nach der Einsätze gemeinsam bearbeitet werden.
    .do = { $to } eine Vereinbarung vorschlagen (tocsin agreement propose) oder anrufen.

regional_not_asked = Niemand fragt uns nach { $regional }.
    .do = Die andere Stadt selbst fragen (tocsin region incident link).

regional_has_our_incident = { $incident } ist schon unser Teil von { $regional }.
    .do = Sind die beiden eins, sie hier zuerst zusammenführen.

regional_yields_by_lead = Der Einsatz gehört zu { $regional }, den { $lead } führt: nur diese Stadt gibt dessen Nummer auf.
    .do = { $lead } bitten, die beiden zu verknüpfen.

regional_lead_stays = Diese Stadt führt { $regional }, und andere sind beteiligt.
    .do = Zuerst einer von ihnen die Führung anbieten.

regional_is_closed = Jede Stadt hat ihren Teil von { $regional } geschlossen.
    .do = Den eigenen Einsatz wieder öffnen, wenn es weitergeht.

too_many_shared = Diese Stadt hat für { $regional } { $most } Ziele gesetzt.
    .do = Sie in weniger fassen oder als eigene führen.
