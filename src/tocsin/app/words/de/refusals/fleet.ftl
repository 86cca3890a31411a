# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

unit_is_crewed = { $unit } hat eine Mannschaft von { $crew }.
    .do = Lassen Sie zuerst die Mannschaft absitzen.

unit_is_lent = { $unit } gehört { $home }.
    .do = Geben Sie die Einheit stattdessen zurück.
