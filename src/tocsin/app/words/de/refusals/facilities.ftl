# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

facility_unknown = Im Verzeichnis gibt es keine Einrichtung { $facility }.
    .do = Prüfen Sie den Namen, oder nehmen Sie sie auf.

facility_exists = { $facility } steht schon im Verzeichnis.
    .do = Ändern Sie sie, oder wählen Sie eine andere Kennung.

more_free_than_total = { $facility } kann nicht { $free } von { $total } frei haben ({ $kind }).
    .do = Prüfen Sie die Zahlen, oder melden Sie die neue Gesamtzahl mit.

capacity_twice = { $kind } ist für { $facility } zweimal gemeldet.
    .do = Melden Sie jede Art einmal.

report_says_nothing = Die Meldung sagt nichts über { $facility }.
    .do = Nennen Sie einen Zustand, eine Umleitung, freie Plätze oder eine Bemerkung.
