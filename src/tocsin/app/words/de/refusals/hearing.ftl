# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

incarnation_superseded = { $neighbour } wurde wiederhergestellt: was das ältere Protokoll über { $unit } sagt, zählt nicht mehr.
    .do = Den heutigen Auszug holen.

entry_is_our_own = Dieser Eintrag über { $unit } ist unser eigener.
    .do = Nichts zu tun.
