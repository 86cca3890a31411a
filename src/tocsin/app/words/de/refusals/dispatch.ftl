# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

unit_is_committed = { $unit } ist { $status }, bei { $incident }.
    .do = Disponieren Sie mit Begründung um (X), merken Sie den Einsatz vor, oder wählen Sie eine andere Einheit.

unit_already_there = { $unit } ist { $incident } schon zugeteilt.
    .do = Es ist nichts zu tun; melden Sie stattdessen den Status.

unit_not_on_incident = { $unit } hat keinen Einsatz.
    .do = Schicken Sie die Einheit stattdessen (D).

crew_too_small = { $unit } hat eine Mannschaft von { $crew }; nötig sind { $minimum }.
    .do = Schicken Sie sie mit einer Begründung für die kleine Mannschaft (nie ganz ohne), oder wählen Sie eine andere Einheit.

not_lower_priority = { $unit } arbeitet bei { $incident }, und das ist nicht weniger dringend (Dringlichkeit { $priority }).
    .do = Disponieren Sie um (X) und sagen Sie, warum, oder wählen Sie eine andere Einheit.

patient_on_board = { $unit } ist { $status }.
    .do = Warten Sie, bis der Patient übergeben ist, oder wählen Sie eine andere Einheit.

unit_has_arrived = { $unit } ist bei { $incident } eingetroffen.
    .do = Disponieren Sie mit Begründung um (X), oder melden Sie frei (F).
