# Je eine Ablehnung: was die Regel sagt und was man als Nächstes tun kann.

warning_template_unknown = Die Stadt hat keine Vorlage { $template } angenommen.
    .do = Nehmen Sie sie zuerst an, oder nennen Sie eine andere aus der Liste.

warning_template_moved_on = Die Vorlage { $template } wurde auf Fassung { $over } erstellt; die neueste ist { $latest }.
    .do = Sehen Sie, was anders ist, übernehmen Sie es und nehmen Sie Ihre auf Fassung { $latest } an.

warning_template_unsound = Die Vorlage { $template } passt nicht zusammen: { $fault }.
    .do = Bringen Sie diesen Teil in Ordnung und nehmen Sie sie noch einmal an.

warning_template_withdrawn = Die Vorlage { $template } wurde zurückgezogen.
    .do = Nehmen Sie sie neu an, dann soll sie jemand lesen, der die Sprache spricht.

translation_unknown = Die Vorlage { $template } sagt nichts auf { $language }; es gibt sie auf { $there }.
    .do = Nennen Sie eine davon, oder nehmen Sie eine Fassung mit diesem Text an.

translation_moved_on = Die Worte von { $template } auf { $language } sind nicht die, die gelesen wurden.
    .do = Lassen Sie die Worte lesen, wie sie jetzt sind ({ $digest }), und geben Sie diese frei.

translation_not_approved = Niemand steht für die Worte von { $template } auf { $language } ein.
    .do = Nichts: sie gelten schon als ungeprüft.
