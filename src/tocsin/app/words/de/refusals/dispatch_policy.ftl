# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

dispatch_policy_moved_on = Für die Disposition gilt Fassung { $version } der Gewichtung; diese wurde auf Grundlage der Fassung { $over } geschrieben.
    .do = Sehen Sie an, was gilt (tocsin show TOWN dispatch), und nehmen Sie Ihre über Fassung { $version } an.

turnout_out_of_order = Die Hälfte der Einsatzmittel kann nicht in { $p50_s } s ausrücken, wenn es neun von zehn in { $p90_s } s tun.
    .do = Geben Sie ein p50 an, das nicht über dem p90 liegt.

no_such_policy = Eine Regel { $name } wird nicht mitgeliefert, und Gewichte wurden nicht genannt.
    .do = Nennen Sie eine von { $shipped }, oder ihre Gewichte.
