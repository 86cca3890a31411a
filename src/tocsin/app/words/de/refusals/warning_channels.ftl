# Je eine Absage: was die Regel sagt und was als Nächstes zu tun ist.

warning_channel_unknown = Über einen Kanal { $channel } gehen keine Warnungen hinaus.
    .do = In die Liste der Kanäle sehen und einen davon nennen oder diesen hinzufügen.

warning_channel_removed = Der Kanal { $channel } wurde entfernt.
    .do = Ihn zuerst neu hinzufügen.

warning_channel_unsound = Der Kanal { $channel } passt nicht zusammen: { $fault }.
    .do = Diesen Teil berichtigen und ihn noch einmal hinzufügen.

warning_channel_has_no_test = Der Kanal { $channel } hat keine Adresse zum Erproben.
    .do = Ihn neu hinzufügen mit einer Adresse, die sonst niemand liest, und dann erproben.

