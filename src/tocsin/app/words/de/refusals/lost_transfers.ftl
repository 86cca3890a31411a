# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

lost_transfer_unproven = { $neighbour } sagt, dass { $quantity } von { $unit } als { $transfer } dorthin ging, bevor dieses Protokoll wiederhergestellt wurde; hier belegt das nichts.
    .do = In den Papieren nachsehen und fragen, wer gefahren ist; stimmt es, sagen es zwei Personen: tocsin stock admit.

transfer_not_lost = { $transfer } ist keine Übergabe von uns, die eine Wiederherstellung verloren haben kann.
    .do = Die Nummer ansehen, die der Nachbar nennt; was dieses Protokoll kennt, muss niemand sagen.

transfer_admitted_by_you = Sie haben gesagt, dass es { $transfer } gab: eine zweite Person muss das auch sagen.
    .do = Eine zweite Person unter eigener Anmeldung denselben Befehl geben lassen.
