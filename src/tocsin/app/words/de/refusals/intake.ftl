# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

report_unknown = Es gibt keine Meldung { $report }.
    .do = Prüfen Sie die Nummer, oder suchen Sie im Archiv.

report_exists = Es gibt schon eine Meldung { $report }.
    .do = Ergänzen Sie diese, oder lassen Sie die Nummer weg.

report_is_disposed = { $report } wurde ohne Einsatz abgeschlossen.
    .do = Nehmen Sie sie zuerst mit einer Begründung wieder auf.

report_is_handed_over = { $report } wurde an eine andere Leitstelle abgegeben.
    .do = Sagen Sie es dieser Leitstelle, oder nehmen Sie die Meldung mit einer Begründung wieder auf.

happened_in_future = Es soll um { $at } geschehen sein, und das steht noch bevor.
    .do = Geben Sie die Zeit an, zu der es war, oder lassen Sie sie weg.

happened_too_long_ago = Es soll um { $at } geschehen sein, vor mehr als { $days ->
        [one] { $days } Tag
       *[other] { $days } Tagen
    }.
    .do = Sehen Sie auf das Jahr; stimmt es, sagen Sie in den Worten, wann es war.

report_in_future = Die Meldung soll um { $at } eingegangen sein, und das steht noch bevor.
    .do = Prüfen Sie die Uhr dessen, was sie gesendet hat, und senden Sie sie erneut.

nothing_noted = Für { $report } wurde nichts zum Notieren gesagt.
    .do = Füllen Sie mindestens ein Feld aus.

no_callback = { $report } hat weder Nummer noch Adresse für einen Rückruf.
    .do = Notieren Sie zuerst, wie der Anrufer zu erreichen ist.
