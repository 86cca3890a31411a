# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

tracker_unknown = Kein Ortungsgerät { $tracker } steht im Verzeichnis.
    .do = Sehen Sie in der Liste der Geräte nach (tocsin track), oder nehmen Sie es auf.

tracker_has_two_bearers = Das Ortungsgerät { $tracker } trüge eine Einheit und eine Person.
    .do = Nennen Sie eines von beiden; wer auf einer Einheit mitfährt, wird mit ihr geortet.

sensor_unknown = Kein Sensor { $sensor } steht im Verzeichnis.
    .do = Sehen Sie in der Liste der Sensoren nach (tocsin track), oder nehmen Sie ihn auf.

thresholds_out_of_order = Frisch bis { $fresh_s } s liegt nicht vor alt ab { $old_s } s.
    .do = Geben Sie für frisch eine kürzere Zeit an, oder für alt eine längere.

keeping_too_short =
    { $keep_h ->
        [one] { $keep_h } Stunde ist zu kurz, um eine Spur aufzubewahren.
       *[other] { $keep_h } Stunden sind zu kurz, um eine Spur aufzubewahren.
    }
    .do = Bewahren Sie mindestens eine ganze Datei auf, und mindestens, bis eine Position als alt gilt.

device_unknown = Hier heißt nichts { $device }.
    .do = Nehmen Sie es als Ortungsgerät oder Sensor auf, oder melden Sie unter Kennung oder Rufnamen einer Einheit.

device_not_yours = Dieser Absender meldet nicht für { $device }.
    .do = Melden Sie für das, woran das Token gebunden ist, oder bitten Sie um eines, das nicht gebunden ist.

observed_in_future = { $device } meldet aus der Zukunft: { $at }.
    .do = Stellen Sie die Uhr des Geräts; eine Minute voraus wird geduldet.

observed_too_long_ago =
    { $device } meldet von { $at }, länger her als die { $keep_h ->
        [one] eine Stunde, die aufbewahrt wird
       *[other] { $keep_h } Stunden, die aufbewahrt werden
    }.
    .do = Stellen Sie die Uhr des Geräts, oder bewahren Sie länger auf.

reading_in_other_unit =
    { $device } meldet in { $unit } mit { $decimals ->
        [one] { $decimals } Nachkommastelle
       *[other] { $decimals } Nachkommastellen
    }; im Verzeichnis steht { $expected }.
    .do = Stellen Sie das Gerät ein, oder nehmen Sie den Sensor neu auf.

observation_of_other_kind = { $device } ist ein Sensor und meldet eine Position.
    .do = Nehmen Sie, was sagt, wo es ist, als Ortungsgerät auf, unter einem anderen Namen.
