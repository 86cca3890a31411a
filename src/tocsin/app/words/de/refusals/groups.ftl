# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

group_unknown = Es gibt hier keine Gruppe { $group }.
    .do = Sehen Sie in der Liste der Gruppen nach.

group_has_no_area = { $name } könnte nichts betreffen: Es gibt kein Gebiet.
    .do = Geben Sie eine Grenze mit Umkreis, einen Ring von Punkten oder Namen von Gebieten an.

ring_too_short = Der Ring von { $name } hat weniger als drei Punkte.
    .do = Geben Sie die Ecken des Gebiets der Reihe nach an, mindestens drei.

ring_crosses_itself = Der Ring von { $name } kreuzt oder berührt sich selbst.
    .do = Geben Sie die Ecken so an, wie man um das Gebiet herumgeht, jede einmal.

ring_round_a_pole = Der Ring von { $name } geht um einen Pol.
    .do = Geben Sie einen Ring, der auf einer Seite des Pols liegt.

not_in_group = Sie gehören nicht zu { $group }.
    .do = Wer die Gruppe koordiniert, kann Sie aufnehmen lassen.

notice_unknown = Es gibt hier keine Nachricht { $notice }.
    .do = Sehen Sie im Eingang der Gruppe nach.
