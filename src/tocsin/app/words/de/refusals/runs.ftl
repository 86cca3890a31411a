# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

no_plan_matches = Kein geltender Plan passt zu { $incident } ({ $type }).
    .do = Nennen Sie einen Plan, oder arbeiten Sie ohne.

plan_already_runs = { $incident } läuft schon unter { $plan }.
    .do = Beenden Sie diesen Plan zuerst mit einer Begründung.

no_plan_runs = { $incident } läuft unter keinem Plan.
    .do = Beginnen Sie einen.

step_unknown = Die Schrittliste von { $incident } hat keinen Schritt { $step }.
    .do = Sehen Sie die Liste an und nennen Sie einen anderen.

step_is_dealt_with = Der Schritt { $step } ist { $state }.
    .do = Öffnen Sie ihn zuerst mit einer Begründung wieder.

card_is_taken = { $incident } läuft nach der Karte der Stufe { $level }, und kein höherer Alarm wurde gegeben.
    .do = Setzen Sie zuerst die Alarmstufe herauf.
