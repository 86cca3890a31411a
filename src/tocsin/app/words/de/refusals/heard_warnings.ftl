# Je eine Absage: was die Regel sagt und was als Nächstes zu tun ist.

heard_warning_not_trusted = Dass die Nachricht { $message } von { $source } ist, lässt sich nicht glauben: { $verdict }.
    .do = Frag { $source } auf anderem Weg; hinterlege den Schlüssel, mit dem unterschrieben wird, oder sag, dass Nachrichten ohne Unterschrift angenommen werden.

heard_warning_not_for_drill = Dieses Protokoll ist { $log }: eine Warnung anderer mit dem Status Actual hat darin keinen Platz.
    .do = Nimm sie im Protokoll der Stadt auf.

heard_warning_is_over = Die Warnung endete um { $at }.
    .do = Nichts; sieh nach, ob es eine spätere Nachricht dazu gibt.

heard_warning_in_future = Die Nachricht sagt, sie sei um { $at } gesendet worden; das liegt noch vor uns.
    .do = Sieh die Uhren beider an; nimm sie auf, wenn es so weit ist.

heard_warning_elsewhere = Das Gebiet von { $message } berührt keinen Teil dieser Stadt.
    .do = Nichts; wenn das nicht stimmt, sieh die Grenze der Stadt auf ihrer Karte an.

heard_warning_ends_nothing = { $message } beendet eine Warnung, die hier nicht bekannt ist.
    .do = Nichts.

heard_warning_says_nothing = Eine Nachricht der Art { $type } ist keine Warnung.
    .do = Nichts.

heard_warning_unknown = Die Meldung { $report } kam nicht aus einer Warnung.
    .do = Eröffne daraus einen Einsatz und beginne dort den Plan.

heard_warning_was_ended = Die Quelle der Meldung { $report } hat ihre Warnung zurückgenommen.
    .do = Schließe die Meldung, oder eröffne daraus einen Einsatz, wenn trotzdem etwas zu tun ist.

heard_warning_has_no_plan = Für die Meldung { $report } ist kein Plan vorgeschlagen.
    .do = Nenne den Plan; leg bei der Quelle eine Regel für solche Warnungen an.
