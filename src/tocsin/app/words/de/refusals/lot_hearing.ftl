# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

transfer_already_counted = { $neighbour } erzählt von Übergabe { $transfer } anders, als sie hier gezählt ist.
    .do = { $neighbour } anrufen und vergleichen; nichts wurde doppelt gezählt.

transfer_not_true = Was { $neighbour } von { $transfer } erzählt, kann nach unserem Protokoll nicht sein.
    .do = { $neighbour } anrufen; unser Vorrat bleibt, wie er hier ist.

too_many_transfers = { $neighbour } hat uns schon { $most } Posten oder Übergaben eigener Vorräte überlassen; mehr werden hier nicht gezählt.
    .do = Rufen Sie { $neighbour } an. Gezählt wird von selbst, sobald weniger offen sind; die eigenen Vorräte sind, wie sie waren.
