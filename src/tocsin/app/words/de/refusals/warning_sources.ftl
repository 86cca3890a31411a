# Je eine Absage: was die Regel sagt und was als Nächstes zu tun ist.

warning_source_unknown = Niemand namens { $source } warnt diese Stadt.
    .do = Sieh die Liste der Quellen an und nenne eine davon, oder füge diese hinzu.

warning_source_unsound = Die Quelle { $source } ist nicht schlüssig: { $fault }.
    .do = Bring diesen Teil in Ordnung und füge sie noch einmal hinzu.
