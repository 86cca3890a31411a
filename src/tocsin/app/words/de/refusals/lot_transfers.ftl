# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

stock_not_agreed = Die Vereinbarung mit { $to } deckt { $kind } ({ $unit_of_measure }) nicht: { $lot } bleibt.
    .do = Eine vereinbarte Art abgeben oder die Vereinbarung ändern.

more_than_agreed = { $to } hat schon { $there }, und die Vereinbarung erlaubt { $most } ({ $unit_of_measure }) zugleich: von { $lot } geht nicht mehr hin.
    .do = Weniger abgeben, erst etwas zurückerbitten oder die Vereinbarung ändern.

too_little_at_home = Die Vereinbarung hält { $least } ({ $unit_of_measure }) zu Hause; von der Art von { $lot } blieben { $staying }.
    .do = Weniger abgeben oder erst mehr hereinnehmen.

lot_goes_home = { $lot } ist von { $home } geliehen: es geht dorthin zurück und nirgends sonst hin.
    .do = Es { $home } zurückgeben, das es weiterverleihen kann.

lot_is_here = { $lot } wird an eine andere Stadt abgegeben, nicht an die eigene.
    .do = Die andere Stadt nennen; der Ort in der Stadt wird mit tocsin stock move geändert.

lot_not_recounted = Dieses Protokoll wurde wiederhergestellt, und { $lot } ist seither nicht gezählt.
    .do = Mit tocsin stock count zählen, dann abgeben.

lot_is_expired = { $lot } ist abgelaufen ({ $at }): wird keiner anderen Stadt angeboten.
    .do = Abschreiben; oder ausdrücklich dennoch abgeben, wenn die andere Stadt es will.
