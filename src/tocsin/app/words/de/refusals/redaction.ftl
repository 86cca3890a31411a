# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

exemption_unknown = Für Ersuchen der Art { $kind } ist keine Ausnahme { $exemption } angenommen.
    .do = Nehmen Sie sie mit ihrer Fundstelle an (AdoptRedactionRules), oder nennen Sie eine, die es ist.

exemption_twice = Die Ausnahme { $exemption } ist zweimal genannt.
    .do = Nennen Sie jede Ausnahme einmal, mit ihrer einen Fundstelle.

redaction_unknown = Das Ersuchen { $request } hat keine Schwärzung oder Freigabe { $redaction }.
    .do = Sehen Sie sie mit tocsin records show an; ein vertraulicher Einsatz wird mit seiner eigenen Nummer genannt.

redaction_field_unknown = { $kind }, die herausgegeben werden können, haben kein Feld { $field }.
    .do = Nennen Sie ein Feld, wie es docs/access-table.md nennt, oder einen Teil davon: place/words.

redaction_span_empty = Von { $start } bis { $end } ist kein Stück eines Textes.
    .do = Geben Sie beide Stellen an, das Ende nach dem Anfang, in Zeichen ab 0.

redaction_span_unmarked = Es ist nicht gesagt, in welchem Text von { $field } die Stellen gezählt wurden.
    .do = Geben Sie die Marke an, die die Vorschau neben dem Text zeigt; tocsin records withhold tut das selbst.

redaction_rules_changed = Die Regeln haben jetzt Fassung { $version }; Ihre gehen von Fassung { $after } aus.
    .do = Sehen Sie die jetzigen Regeln an und nehmen Sie erneut an, nach deren Fassung.
