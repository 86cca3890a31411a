# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

places_not_due = Die Plätze von { $loan } sind { $borrower } zugesagt, ihre Zeit ist nicht um.
    .do = Zurückerbitten; nach der genannten Zeit dürfen sie wieder freigegeben werden.

recall_is_late = { $at } ist vorbei: bis dahin kann niemand zurückgeben.
    .do = Eine Zeit nennen, die noch kommt.

no_place_recalled = Von { $loan } wird kein Platz zurückerbeten.
    .do = Es gibt nichts zu beantworten.
