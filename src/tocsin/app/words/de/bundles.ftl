# Warum ein Bündel nicht geschrieben oder nicht übernommen wird, und was als Nächstes zu tun ist.

bundle-not_a_bundle = Das ist kein Bündel einer Stadt.
    .do = Suchen Sie die Datei, die tocsin bundle write geschrieben hat.

bundle-newer_format = Dieses Bündel hat das Format { $format }, diese Version liest { $own_format }.
    .do = Aktualisieren Sie diese Stadt, oder lassen Sie es mit einer älteren Version schreiben.

bundle-too_large = Ein Bündel hat höchstens { $most } Bytes.
    .do = Lassen Sie ein neues schreiben. Wird es nicht kleiner, vereinbaren Sie, weniger zu zeigen.

bundle-cut_off = Die Datei endet zu früh: Sie wurde nicht bis zum Ende kopiert. Nichts daraus wurde übernommen.
    .do = Kopieren Sie sie noch einmal, und warten Sie, bis der Stick entfernt werden darf.

bundle-changed = Das Bündel von { $neighbour } ist nicht mehr, wie es geschrieben wurde: Etwas darin wurde verändert. Nichts daraus wurde übernommen.
    .do = Kopieren Sie es noch einmal. Bleibt es so, rufen Sie { $neighbour } an: Jemand kann es verändert haben.

bundle-not_for_us = Dieses Bündel ist für { $neighbour }.
    .do = Geben Sie es { $neighbour }; niemand sonst kann es lesen.

bundle-our_own = Dieses Bündel wurde hier geschrieben, für { $neighbour }.
    .do = Bringen Sie den Stick zu { $neighbour }.

bundle-not_a_neighbour = { $neighbour } ist mit dieser Stadt nicht verbunden.
    .do = Verbinden Sie die beiden zuerst: einladen, und den Code vorlesen.

bundle-link_rests = Mit { $neighbour } wird nicht gesprochen: Die Verbindung ist getrennt oder im Zweifel.
    .do = Sehen Sie in der Liste der Nachbarn nach, warum; telefonieren Sie, und heilen Sie sie.

bundle-other_key = Das Bündel von { $neighbour } wurde für einen Schlüssel versiegelt, den diese Stadt nicht mehr hat.
    .do = Bringen Sie { $neighbour } zuerst ein Bündel: Es nennt den neuen Schlüssel. Lassen Sie es dann neu schreiben.

bundle-not_signed = Das Bündel ist nicht mit dem Schlüssel unterschrieben, den { $neighbour } hier hat.
    .do = Rufen Sie { $neighbour } an; jemand kann sich dafür ausgeben.

bundle-malformed = Was { $neighbour } geschrieben hat, ist nicht lesbar. Nichts daraus wurde übernommen.
    .do = Rufen Sie { $neighbour } an und vergleichen Sie die Versionen.

bundle-gap = Ein Bündel von { $neighbour } dazwischen fehlt hier.
    .do = Lesen Sie zuerst das frühere, oder bringen Sie { $neighbour } eines von uns: Dann weiß es, von wo an es erzählen soll.

bundle-rolled_back = { $neighbour } hat weniger unterschrieben, als es zuvor gesagt hatte: Dort wurde eine alte Kopie der Stadt zurückgespielt. Es ist nun im Zweifel.
    .do = Rufen Sie { $neighbour } an. Ist es geklärt, heilen Sie die Verbindung.

bundle-forked = { $neighbour } hat zwei Geschichten unterschrieben: Dort arbeiten zwei Kopien der Stadt. Es ist nun im Zweifel.
    .do = Rufen Sie { $neighbour } an. Ist es geklärt, heilen Sie die Verbindung.

bundle-not_here = Dieser Prozess spricht mit keinen Nachbarn: Er liest die Stadt nur, oder er ist eine Übung.
    .do = Fragen Sie dort, wo die Stadt selbst geschrieben wird.
