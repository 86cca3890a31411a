# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

zone_unknown = { $zone } ist keine Zeitzone.
    .do = Geben Sie einen IANA-Namen an, etwa Europe/London.

language_unknown = { $language } ist kein Sprachkürzel.
    .do = Geben Sie ein Kürzel nach BCP 47 an, etwa en oder pt-BR.
