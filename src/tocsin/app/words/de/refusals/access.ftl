# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

role_may_not = { $command } steht den Rollen nicht zu, die Sie haben ({ $roles }).
    .do = Bitten Sie jemanden, dessen Rolle es erlaubt, oder die Verwaltung um die Rolle.

actor_unknown = Als { $actor } ist hier niemand bekannt, der arbeiten darf.
    .do = Melden Sie sich erneut an, oder fragen Sie die Verwaltung.

condition_not_met = Ihre Rolle darf { $command } nur unter einer Bedingung geben ({ $conditions }).
    .do = Was sie bedeutet, steht in docs/access-table.md; brauchen Sie es anders, fragen Sie den Lagedienst.

not_on_need_to_know = { $command } ist denen vorbehalten, die eingeweiht sind.
    .do = Bitten Sie jemanden von ihnen, Sie einzuweihen.

committed_elsewhere = { $unit } ist anderswo im Einsatz.
    .do = Wählen Sie eine andere Einheit, oder fragen Sie den Lagedienst.

not_possible_now = Das geht jetzt nicht.
    .do = Wählen Sie anders, oder fragen Sie den Lagedienst.

access_command_unknown = Es gibt keinen Befehl { $command }.
    .do = Nehmen Sie die Namen aus docs/access-table.md.

access_condition_unknown = Die Bedingung { $condition } kann dort nicht stehen.
    .do = docs/access-table.md nennt die Bedingungen und wo jede stehen darf.
