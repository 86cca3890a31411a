# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

agreement_not_there = Es gibt keine Vereinbarung { $agreement }.
    .do = Sehen Sie mit tocsin agreement list nach, welche es gibt.

agreement_unreadable = Das ist kein Text einer Vereinbarung: { $fault }.
    .do = Bitten Sie den Absender noch einmal um die Datei; läuft dort ein neueres Tocsin, aktualisieren Sie zuerst.

agreement_unsound = So kann die Vereinbarung nicht geschlossen werden: { $fault }.
    .do = Berichtigen Sie diesen Teil, und schlagen Sie sie neu vor.

agreement_not_with_us = Das ist von { $towns }: diese Stadt ist nicht Partei oder hat es nicht gesagt.
    .do = Geben Sie es den Städten, die darin genannt sind.

agreement_has_moved_on = { $agreement } ist weiter: Fassung { $number } kommt zu spät, die nächste ist { $least } oder höher.
    .do = Setzen Sie die Änderung auf der geltenden Fassung auf; tocsin agreement show zeigt sie.

agreement_version_unknown = { $agreement } hat hier keine Fassung { $digest }.
    .do = Nehmen Sie die Datei entgegen, die sie enthält, oder unterzeichnen Sie eine, die tocsin agreement show nennt.

agreement_is_over = Diese Fassung von { $agreement } ist seit { $at } zu Ende.
    .do = Schlagen Sie eine Fassung mit späterem Ende vor.

agreement_not_in_force = { $agreement } ist nicht in Kraft: { $state }.
    .do = Zuerst müssen beide Städte eine Fassung unterzeichnen.

agreed_elsewhere = { $part ->
    [sight] Was { $town } von { $kind } zeigt
    [units] Welche Einheiten { $town } verleiht
    [stock] Wie viel { $kind } { $town } verleiht
    [places] Welche Plätze ({ $kind }) { $town } verleiht
    [calls] Welche Anrufe { $town } weitergibt
    [escalation] Die Stufe { $kind } des Eskalationswegs
   *[other] { $kind } von { $town }
}: das steht schon in { $other } und darf nicht auch in { $agreement } stehen.
    .do = Ändern Sie { $other }, oder beenden Sie sie zuerst; oder lassen Sie diesen Teil hier weg. Alles andere darf daneben bestehen.

signature_wrong = { $agreement } ist nicht so von { $partner } unterzeichnet, wie dort steht.
    .do = Übernehmen Sie nichts daraus. Bitten Sie { $partner } telefonisch noch einmal um die Datei.

signatory_unknown = { $actor } steht nicht im Verzeichnis: eine Vereinbarung unterzeichnet ein Mensch im Amt.
    .do = Melden Sie sich als jemand an, der unterzeichnen darf.
