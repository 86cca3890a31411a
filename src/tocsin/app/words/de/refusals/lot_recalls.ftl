# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

lot_not_recalled = Von { $lot } wird nichts zurückerbeten.
    .do = Es gibt nichts zu beantworten; zurückgeben lässt es sich auch so.

more_than_lent = { $to } hat nach unserem Protokoll { $there } von { $lot }; mehr kann nicht zurückerbeten werden.
    .do = Weniger erbitten; was zuletzt gesagt wurde, steht in der Liste der Vorräte.

more_than_recalled = Von { $lot } sind { $quantity } zurückerbeten und { $held } hier.
    .do = Nicht mehr zusagen, als erbeten und hier ist.

lot_answer_unexplained = Nichts von { $lot } zurückzugeben braucht einen Grund.
    .do = Den Grund sagen: still_needed, no_transport oder not_reachable.
