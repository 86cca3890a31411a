# Je eine Ablehnung: was die Regel sagt, und was als Nächstes zu tun ist.

neighbour_unknown = { $neighbour } ist kein Nachbar dieser Stadt.
    .do = In der Liste der Nachbarn nachsehen; die Stadt einladen oder mit ihrer Einladung beitreten.

neighbour_is_this_town = { $neighbour } ist diese Stadt selbst.
    .do = Die andere Stadt mit ihrem eigenen Kürzel nennen.

neighbour_is_joined = { $neighbour } ist schon verbunden.
    .do = Es ist nichts weiter nötig; für ein neues Treffen erst den Schlüssel widerrufen oder die Nachbarschaft beenden.

neighbour_not_joined = { $neighbour } ist noch nicht verbunden.
    .do = Das Treffen abschließen: den Code an beiden Enden vorlesen und bestätigen.

neighbour_not_invited = Unter diesem Geheimnis steht keine Einladung an { $neighbour }.
    .do = Die einladende Stadt um eine neue Einladung bitten.

invitation_is_over = Die Einladung an { $neighbour } ist abgelaufen.
    .do = Die einladende Stadt um eine neue bitten.

neighbour_not_met = Diese Stadt und { $neighbour } haben sich noch nicht getroffen.
    .do = Erst mit der Einladung beitreten; dann steht der Code zum Vorlesen an beiden Enden.

neighbour_not_cut = Die Verbindung zu { $neighbour } ist weder getrennt noch im Zweifel.
    .do = Es gibt nichts zu heilen. Kommt von dort nichts, in der Liste der Nachbarn nachsehen, warum.

spoken_code_differs = Das ist nicht der Code, der hier für { $neighbour } steht.
    .do = Noch einmal vorlesen, am Telefon mit jemandem, den man kennt. Bleibt er anders, steht jemand dazwischen: beenden und neu einladen.

neighbour_key_taken = Dieser Schlüssel ist schon der von { $neighbour }.
    .do = Jede Stadt hat ihren eigenen Schlüssel; die andere Stadt nach ihrem Kürzel fragen.

neighbour_key_differs = Der neue Schlüssel ist nicht mit dem unterschrieben, den { $neighbour } hier hat.
    .do = { $neighbour } anrufen. Ging der Schlüssel dort verloren, ihn hier widerrufen und sich neu treffen.

neighbour_url_is_open = { $url } würde alles offen übertragen.
    .do = Eine Adresse mit https nennen; ohne wird nur eine Tür auf derselben Maschine gefragt.

neighbour_key_revoked = Der Schlüssel, den { $neighbour } zeigt, ist hier widerrufen.
    .do = { $neighbour } soll einen neuen Schlüssel ziehen (tocsin neighbour rotate); lernen Sie sich mit diesem neu kennen.
