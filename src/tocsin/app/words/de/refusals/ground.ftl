# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

ground_has_changed = Es gilt Fassung { $version } der Kartengrundlage, und das hier geht von { $after } aus.
    .do = Sehen Sie an, was inzwischen übernommen wurde (tocsin ground adopted TOWN), und übernehmen Sie erneut.
