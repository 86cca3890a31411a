# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

unit_not_assigned = { $unit } hat keinen Einsatz; Status: { $status }.
    .do = Schicken Sie die Einheit (D), oder nennen Sie den früheren Einsatz, um den es geht.

already_in_status = { $unit } ist schon { $status }, seit { $since }.
    .do = Es ist nichts zu tun; stimmt diese Zeit nicht, berichtigen Sie sie.

time_before_dispatch = { $unit } war um { $at } noch nicht alarmiert.
    .do = Prüfen Sie die Zeit, oder berichtigen Sie die Zeit der Alarmierung.

unit_was_not_there = { $unit } war damals nicht bei { $incident }.
    .do = Prüfen Sie Einsatz und Zeit.

clear_before_status = { $unit } ist { $status } seit { $since }.
    .do = Geben Sie eine spätere Zeit an, oder berichtigen Sie zuerst die Zeit dieses Status.

status_not_reached = { $unit } war bei { $incident } nie { $status }.
    .do = Melden Sie stattdessen den Status mit seiner Zeit.

