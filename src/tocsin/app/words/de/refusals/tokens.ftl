# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

token_unknown = Es gibt hier kein Token { $token }.
    .do = Vielleicht wurde es schon zurückgezogen; sehen Sie in der Liste der Tokens nach.

token_exists = Dieses Geheimnis ist schon das Token von { $person }.
    .do = Ziehen Sie ein neues Geheimnis: Ein Token wird nie geteilt.

token_without_scope = Ein Token ohne Zweck könnte nichts.
    .do = Nennen Sie, wofür es ist: { $scopes }.

token_is_over_before_it_begins = Das Token würde um { $end } enden, und das ist vorbei.
    .do = Nennen Sie eine Zeit, die noch kommt.

token_lives_too_long = Ein Token gilt höchstens { $days ->
        [one] { $days } Tag
       *[other] { $days } Tage
    }.
    .do = Wählen Sie ein früheres Ende, und stellen Sie rechtzeitig ein neues aus.

token_inbox_alone = Ein Token für einen Eingang nennt eine Gruppe, und hat den Zweck inbox und keinen anderen.
    .do = Geben Sie inbox und den einen Zweck an, oder lassen Sie beides weg.

token_subject_unknown = Es gibt kein { $subject }, dessen Token das sein könnte.
    .do = Nehmen Sie es zuerst auf, oder nennen Sie ein anderes: unit/…, sensor/…, tracker/…, person/….
