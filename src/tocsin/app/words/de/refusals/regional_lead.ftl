# Je eine Ablehnung: was die Regel sagt, und was die Person als Nächstes tun kann.

nobody_leads_yet = Noch führt niemand { $regional }.
    .do = Warten, bis eine andere Stadt beigetreten ist; dann führt, wer die Nummer vergeben hat.

not_in_lead = { $lead } führt { $regional }, nicht diese Stadt.
    .do = Mit { $lead } sprechen; ist sie nicht zu erreichen, können zwei Personen die Führung übernehmen.

leads_already = Diese Stadt führt { $regional } schon.
    .do = Es ist nichts zu tun.

taker_has_no_part = { $to } ist an { $regional } noch nicht beteiligt.
    .do = Sie zuerst fragen (tocsin region incident link) und warten, bis sie beigetreten ist.

lead_not_offered = { $lead } bietet uns die Führung von { $regional } nicht an, soweit wir gehört haben.
    .do = { $lead } bitten, sie anzubieten.

lead_taking_not_open = Keine erste Person will die Führung von { $regional } übernehmen lassen.
    .do = Die erste Person muss es mit einem Grund sagen (tocsin region incident take).

lead_second_officer_needed = { $first } hat es für { $regional } schon gesagt; es braucht eine zweite Person.
    .do = Jemand anderes muss bestätigen.

lead_conflict_unknown = Zu { $regional } ist keine übernommene Führung offen.
    .do = Mit tocsin region incident show nachsehen.

lead_taking_too_old = { $first } hat das für { $regional } um { $at } gesagt; das ist zu lange her.
    .do = Neu ansehen, und die erste Person es noch einmal sagen lassen (tocsin region incident take).

lead_agreed_elsewhere = Nach der Vereinbarung soll auf dieser Stufe { $towns } { $regional } führen, und hat daran teil.
    .do = { $towns } bitten, die Führung zu übernehmen.
