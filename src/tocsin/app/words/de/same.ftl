# Eine Warnung als die Töne, die der Kodierer eines Senders liest.

same-written = { $file } ist geschrieben: { $seconds } Sekunden.
same-why-approved = { $event } ({ $name }) folgt aus dem, was freigegeben wurde.
same-why-said = { $event } ({ $name }), wie angegeben.
same-why-practice = { $event } ({ $name }): ein angekündigter Test ist eine Vorführung. Gehört er zu einem vorgeschriebenen Test, nennen Sie --event RWT oder --event RMT.
same-voice-from = Die Stimme kommt zwischen Sekunde { $begins } und Sekunde { $ends }.
same-voice-none = Ein wöchentlicher Test hat weder Aufmerksamkeitston noch Stimme.
same-file = { $file }: nennen Sie eine Datei, die auf .wav endet.
same-voice = Geben Sie der Stimme 1 bis { $n } Sekunden.
same-drill = Dieses Protokoll oder diese Warnung ist eine Übung oder ein Test der Anlage: davon geht nichts an einen Kodierer.
same-end = { $warning } ist das Ende einer Warnung, und SAME hat dafür kein Zeichen: lassen Sie es sprechen.
same-not-in-force = Die Warnung { $warning } gilt nicht: nur was gesendet ist und noch gilt, geht an einen Kodierer. Siehe tocsin warn list.
same-not-yet = Die Warnung { $warning } gilt ab { $at }: schreiben Sie die Datei dann.
same-not-public = Die Warnung { $warning } ist nicht für die Öffentlichkeit: sie geht nicht auf Sendung.
same-not-approved = Die Warnung { $warning } ist nicht, was freigegeben wurde, einige ihrer Worte wurden vergessen: schreiben Sie eine Aktualisierung.
same-event-none = Aus dem, was freigegeben wurde ({ $code }, { $grades }), folgt kein Ereigniscode nach 47 CFR 11.31: nennen Sie einen mit --event, etwa CEM (ziviler Notfall) oder LAE (örtlicher Notfall).
same-event-unknown = `{ $event }` ist kein Ereigniscode, den eine Stadt senden darf: { $events }.
same-event-of-test = `{ $event }` sagt, dass etwas geschehen ist, und dies ist ein Test: { $events }.
same-event-differs = Freigegeben ist { $event }: lassen Sie --event weg, oder schreiben Sie eine Aktualisierung, die anderes sagt.
same-location-none = Die Warnung { $warning } hat keine Gebietscodes SAME: sagen Sie mit --location, wo, etwa 039173.
same-location-wrong = `{ $location }` ist kein Ort: sechs Ziffern, der Teil des Kreises (0 ist der ganze), der Staat, der Kreis, etwa 039173.
same-location-beyond = { $location } gehört nicht zu den Orten, die freigegeben wurden: { $places }.
same-location-many = Ein Kopf fasst höchstens { $n } Orte: schreiben Sie für jeden Teil eine Datei.
same-too-long = Die Warnung { $warning } dauert länger, als ein Kopf sagen kann, 99 Stunden 30 Minuten: schreiben Sie eine Aktualisierung, die früher endet.
