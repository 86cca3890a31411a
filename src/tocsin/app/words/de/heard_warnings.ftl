# Warnungen von anderen.

heard-no-source = niemand namens { $source } warnt diese Stadt; siehe tocsin cap sources
heard-taken = Die Warnung ist aufgenommen.
heard-known = Sie war schon bekannt.
heard-asked = { $read } Nachrichten gelesen, { $taken } aufgenommen
heard-plan = Plan { $plan } ist vorgeschlagen
heard-no-plan = kein Plan ist vorgeschlagen
heard-adopted = übernommen
heard-none = Andere warnen vor nichts.
heard-plan-runs = Der Einsatz ist eröffnet und läuft nach dem Plan.
heard-source-added = Warnungen von { $source } werden jetzt aufgenommen.
heard-source-removed = Ihre Warnungen werden nicht mehr aufgenommen.
heard-source-line = { $source }: { $url }, { $pins } Schlüssel, { $rules } Regeln{ $unsigned ->
    [true] {", auch ohne Unterschrift"}
   *[other] {""}
}
heard-source-none = Noch werden niemandes Warnungen aufgenommen.
heard-nobody = hier gibt es niemanden dieses Namens im Dienst; siehe tocsin user list
heard-no-extra = CAP ist hier nicht installiert.
    .do = Installiere das Extra: pip install 'tocsin[warnings]'.
