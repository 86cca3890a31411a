# Je eine Ablehnung: was die Regel sagt, und was die Person als Nächstes tun kann.

level_is_reached = { $regional } ist schon auf der Stufe { $level }.
    .do = Es ist nichts zu tun.

escalation_not_agreed = Keine gültige Vereinbarung sagt, wer { $regional } auf der Stufe { $level } führt.
    .do = Die Vereinbarung um einen Eskalationsweg ergänzen (tocsin agreement propose).

escalation_paths_differ = Die Vereinbarungen nennen Verschiedenes, wer { $regional } führen soll: { $towns }.
    .do = Sagen, wer von ihnen (--leads).

level_not_ours_to_set = { $lead } führt { $regional }, und keine Vereinbarung lässt diese Stadt die Stufe setzen.
    .do = { $lead } bitten.
