# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

place_loan_not_true = Was { $neighbour } von Plätzen { $loan } erzählt, kann nach unserem Protokoll nicht sein.
    .do = { $neighbour } anrufen; unsere Plätze bleiben, wie sie hier stehen.

too_many_place_loans = { $neighbour } hat schon { $most } Leihen von Plätzen bei uns; mehr werden nicht gehört.
    .do = Einige abschließen oder { $neighbour } anrufen.
