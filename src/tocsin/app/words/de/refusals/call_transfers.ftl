# Je eine Ablehnung: was die Regel sagt, und was die Person als Nächstes tun kann.

call_not_agreed = Keine gültige Vereinbarung sagt, dass wir Notrufe an { $to } weitergeben.
    .do = { $to } anrufen und festhalten, wer übernommen hat (HOR); oder eine Vereinbarung über Notrufe vorschlagen (tocsin agreement propose).

call_names_nothing = Weitergegeben wird eine Meldung oder ein Einsatz: genau eins davon.
    .do = Die Meldung nennen, oder den Einsatz ohne Einheiten.

call_is_passed = Das ist als { $call } schon an { $to } weitergegeben und wartet auf die Antwort.
    .do = { $to } anrufen, oder es erst zurückziehen.

call_is_restricted = { $incident } ist vertraulich: einem Nachbarn wird davon nichts gesagt.
    .do = Die Vertraulichkeit aufheben, oder anrufen.

call_transfer_unknown = Zwischen uns und einem Nachbarn gibt es keinen Notruf { $call }.
    .do = Mit tocsin call list ansehen, was weitergegeben ist.

call_is_ours = Den Notruf { $call } haben wir selbst an { $to } weitergegeben.
    .do = Zurückziehen, wenn wir ihn behalten.

call_is_theirs = Den Notruf { $call } hat { $by } weitergegeben.
    .do = Übernehmen, oder mit dem Grund ablehnen.

call_is_answered = Der Notruf { $call } ist beantwortet: { $state }.
    .do = Die andere Stadt anrufen, wenn das falsch ist.

call_was_withdrawn = { $by } behält den Notruf { $call }.
    .do = Nichts; { $by } anrufen, wenn schon jemand unterwegs ist.

call_not_crossed = Zum Notruf { $call } ist nichts zu klären.
    .do = Mit tocsin call list ansehen, was weitergegeben ist.

call_was_taken_before = { $by } weiß von uns, dass wir den Notruf { $call } als { $number } übernommen haben, und hat ihn geschlossen; unser Log wurde wiederhergestellt.
    .do = Übernehmen; gehört er nicht zu uns, ihn als eigenen Notruf an { $by } weitergeben.

call_cannot_follow = Anruf { $call } ging nicht an { $to }, oder ist nicht mehr dort.
    .do = Als eigenen Anruf weitergeben, oder den Anruf nennen, zu dem es gehört.
