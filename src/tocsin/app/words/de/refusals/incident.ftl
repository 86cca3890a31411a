# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

incident_unknown = Es gibt hier keinen Einsatz { $incident }.
    .do = Prüfen Sie die Nummer; abgeschlossene sind nach einem Tag im Archiv.

incident_is_closed = { $incident } ist abgeschlossen.
    .do = Eröffnen Sie den Einsatz mit einer Begründung wieder, oder eröffnen Sie einen neuen.

incident_is_not_closed = { $incident } ist nicht abgeschlossen.
    .do = Schließen Sie zuerst ab.

incident_is_held = { $incident } ist zurückgestellt.
    .do = Nehmen Sie den Einsatz zuerst wieder auf.

incident_is_not_held = { $incident } ist nicht zurückgestellt.
    .do = Es ist nichts zu tun.

incident_exists = Es gibt schon einen Einsatz { $incident }.
    .do = Lassen Sie die Nummer weg, um eine neue zu bekommen.

units_still_assigned = Noch arbeiten bei { $incident }: { $units }.
    .do = Melden Sie sie frei, rufen Sie sie ab oder disponieren Sie um, dann schließen Sie ab.

incident_was_merged = { $incident } ging in einem anderen Einsatz auf.
    .do = Öffnen Sie ihn, um zu sehen, welcher weitergeht, und arbeiten Sie dort; oder trennen Sie die beiden.

closing_before_opening = { $incident } wurde erst um { $opened } eröffnet.
    .do = Prüfen Sie die Zeit.
