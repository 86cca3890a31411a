# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

lot_recall_not_true = Was { $neighbour } von einer Rückbitte um { $lot } erzählt, kann nach unserem Protokoll nicht sein.
    .do = Dort anrufen; der Vorrat bleibt hier, wie er ist.
