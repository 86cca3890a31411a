# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

unit_unknown = Im Verzeichnis gibt es keine Einheit { $unit }.
    .do = Suchen Sie ihren Rufnamen unter den Einheiten, oder nehmen Sie sie auf.

unit_exists = { $unit } steht schon im Verzeichnis.
    .do = Ändern Sie diese Einheit, oder wählen Sie einen anderen Rufnamen.

unit_is_assigned = { $unit } arbeitet bei { $incident }.
    .do = Melden Sie die Einheit zuerst frei (F), oder disponieren Sie um (X).

unit_is_out_of_service = { $unit } ist außer Dienst ({ $reason }), zurück erwartet: { $back }.
    .do = Wählen Sie eine andere Einheit, oder nehmen Sie sie zuerst wieder in Dienst.

unit_is_in_service = { $unit } ist im Dienst ({ $status }).
    .do = Es ist nichts zu tun.

unit_has_stack = Für { $unit } ist vorgemerkt: { $incidents }.
    .do = Nehmen Sie das zuerst zurück, oder geben Sie es einer anderen Einheit.

unit_not_serviceable = { $unit } ist { $condition }.
    .do = Wählen Sie eine andere Einheit; ist sie repariert, melden Sie ihren Zustand.

station_unknown = Es gibt keine Wache { $station }.
    .do = Sehen Sie in der Liste der Wachen nach, oder legen Sie sie an.

not_holder = Über { $unit } verfügen jetzt nicht wir.
    .do = Bitten Sie die Stadt, die sie hat, oder fordern Sie sie zurück.

position_in_future = { $unit } kann um { $at } nicht dort gewesen sein: Das steht noch bevor.
    .do = Prüfen Sie die Zeit.

time_is_in_future = { $at } steht für { $unit } noch bevor.
    .do = Prüfen Sie die Zeit; ohne Zeit gilt jetzt.

time_before_status = { $unit } ist { $status } seit { $since }.
    .do = Geben Sie eine Zeit danach an, oder berichtigen Sie zuerst die Zeit dieses Status.

crew_is_out_with = Die Mannschaft von { $unit } ist mit { $other } unterwegs.
    .do = Warten Sie, bis { $other } frei ist, oder wählen Sie eine Einheit mit eigener Mannschaft.

epoch_stale = { $unit } wird jetzt unter Epoche { $epoch } geführt.
    .do = Sehen Sie erneut hin und geben Sie den Befehl unter dieser Epoche.

unit_in_limbo = { $unit } ist zwischen zwei Städten: an { $to } abgegeben unter { $epoch }, noch nicht angenommen. Die Besatzung beendet, was sie hat.
    .do = Auf { $to } warten oder { $to } anrufen; ist dort niemand zu erreichen, holen zwei Führungskräfte der Heimatstadt sie zurück.

recall_is_a_request = { $unit } ist an { $holder } verliehen; dort wird sie geführt. Sie kann nur zurückerbeten werden.
    .do = Mit tocsin lend recall zurückerbitten oder { $holder } anrufen; ist dort niemand zu erreichen, holen zwei Führungskräfte sie zurück.

log_unreconciled = Dieses Protokoll wurde aus einer Sicherung wiederhergestellt und weiß noch nicht, wer { $unit } führt.
    .do = Die Antworten aller Nachbarn abwarten, dann die Besatzung fragen, auf wen sie hört.

unit_taken_home = { $home } hat { $unit } samt Besatzung zurückgeholt, seit sie hier behalten wurde.
    .do = { $unit } ausmustern, mit { $home } sprechen und den Konflikt schließen.
