# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

suspended_by_partner = { $agreement } ist von { $partner } ausgesetzt: nur dort wird das aufgehoben.
    .do = Fragen Sie { $partner }, was im Weg steht; nehmen Sie die Mitteilung entgegen, wenn sie kommt.

notice_unreadable = Das ist keine Mitteilung zu einer Vereinbarung: { $fault }.
    .do = Bitten Sie den Absender noch einmal um die Datei.
