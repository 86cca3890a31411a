# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

alarm_level_not_higher = { $incident } hat schon Alarmstufe { $level }.
    .do = Geben Sie eine höhere Stufe; das Herabsetzen ist ein eigener Befehl.

alarm_level_not_lower = { $incident } hat Alarmstufe { $level }.
    .do = Geben Sie eine niedrigere Stufe; das Heraufsetzen ist ein eigener Befehl.
