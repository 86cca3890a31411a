# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

lot_unknown = Hier gibt es keinen Vorrat { $lot }.
    .do = Den Bestand mit tocsin stock list ansehen oder ihn aufnehmen.

lot_known = Vorrat { $lot } ist schon aufgenommen.
    .do = Mehr davon hereinnehmen oder unter anderem Namen aufnehmen.

lot_is_one_thing = { $lot } ist ein einzelnes Ding mit Seriennummer: es gibt eines davon, und es wird nicht verbraucht.
    .do = Andere Dinge als eigenen Vorrat aufnehmen; es abschreiben, wenn es weg ist.

lot_not_ours = { $lot } gehört { $home }: mehr davon kommt von dort.
    .do = { $home } fragen oder eigenen Vorrat aufnehmen.

quantity_exceeds_stock = { $quantity } von { $lot } sind mehr als die { $held } ({ $unit_of_measure }), die das Protokoll hier hat.
    .do = Weniger nehmen; oder zählen und sagen, warum es mehr sind.

difference_unnamed = { $quantity } von { $lot } gezählt, { $expected } erwartet.
    .do = Noch einmal zählen; bleibt es dabei, den Grund nennen.

stock_is_full = Mehr als { $most } von { $lot } zählt ein Vorrat nicht.
    .do = Den Rest als eigenen Vorrat aufnehmen.

lot_is_retired = { $lot } wurde um { $at } aus dem Verzeichnis genommen.
    .do = Vorrat unter einem anderen Namen aufnehmen.

