# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

subject_unknown = Es gibt kein { $subject }, zu dem etwas zu schreiben wäre.
    .do = Prüfen Sie die Kennung; das Protokoll einer Schicht ist shift/ und ein eigener Name.

entry_unknown = { $subject } hat keinen Eintrag { $entry }.
    .do = Sehen Sie ins Protokoll und nennen Sie den Eintrag mit seiner Kennung.

entry_was_corrected = { $entry } wurde durch { $newer } berichtigt.
    .do = Berichtigen Sie stattdessen { $newer }.

attachment_too_large = Die Anlage hat { $size } { $size ->
        [one] Byte
       *[other] Bytes
    }; hier werden höchstens { $limit } aufbewahrt.
    .do = Verkleinern Sie sie, oder bewahren Sie sie anderswo auf und sagen Sie in einer Bemerkung, wo.

media_type_not_accepted = Anlagen der Art { $media_type } werden nicht angenommen.
    .do = Wandeln Sie sie in JPEG, PNG, GIF, WebP, PDF, CSV oder einfachen Text um.

entry_not_flagged = { $entry } ist nicht als { $flag } gekennzeichnet.
    .do = Es ist nichts zu tun.
