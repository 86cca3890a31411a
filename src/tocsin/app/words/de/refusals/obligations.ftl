# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

obligation_unknown = Unter { $obligation } ist nichts geschuldet.
    .do = Sehen Sie nach, was fällig ist; vielleicht ist es erledigt.

obligation_is_settled = { $obligation } ist { $state }.
    .do = Es ist nichts zu tun.

not_later = { $obligation } ist schon um { $due } fällig.
    .do = Geben Sie eine spätere Zeit an.

timer_unknown = Die Frist { $kind } nennt eine Rolle, die es nicht gibt, oder eine negative Zeit.
    .do = Nehmen Sie Rollen der Zugriffstabelle und ganze Sekunden ab 0.

steps_not_rising = Die Stufen von { $kind } steigen nicht.
    .do = Geben Sie jeder Stufe eine längere Zeit als der davor.
