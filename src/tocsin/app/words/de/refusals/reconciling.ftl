# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

neighbours_not_answered = Diese Nachbarn haben seit der Wiederherstellung nicht geantwortet: { $neighbours }.
    .do = Dort anrufen oder ein Bündel hinbringen.

units_not_reconciled = Diese Stadt weiß noch nicht, wer { $units } führt: sie kann anderen nicht antworten.
    .do = Erst die Besatzungen dieser Einheiten fragen.

nothing_to_reconcile = Wer { $unit } führt, ist bekannt.
    .do = Nichts zu tun.

answer_not_asked = { $neighbour } wurde zu diesem Leben des Protokolls nicht gefragt.
    .do = Nichts zu tun; neu fragen, wenn das Protokoll noch einmal wiederhergestellt wurde.

epoch_unreadable = { $epoch } ist keine Nummer: gemeint sind zwei Zahlen mit Punkt, wie 2.0.
    .do = Sie noch einmal von der Karte der Besatzung ablesen.

answer_not_true = Was { $neighbour } zu { $unit } antwortet, kann nicht sein: So oft wurde keine Einheit verliehen.
    .do = { $neighbour } anrufen; bleibt es dabei, mit tocsin lend leave-out auslassen.

town_unknown = Niemand hier oder bei den Nachbarn kennt eine Stadt { $town }.
    .do = Die Besatzung noch einmal fragen und buchstabieren lassen; die Städte stehen in tocsin neighbour list.

neighbour_not_waited_for = Auf keine Antwort von { $neighbour } nach einer Wiederherstellung wird gewartet.
    .do = Mit tocsin lend list ansehen, wer noch gefragt ist.

second_officer_needed = { $first } hat gesagt, dass { $neighbour } ausgelassen wird: eine zweite Person muss das auch sagen.
    .do = Eine zweite Person unter eigener Anmeldung denselben Befehl geben lassen.
