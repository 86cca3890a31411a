# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

approval_not_needed = { $kind } braucht keine Freigabe.
    .do = Geben Sie den Befehl unmittelbar.

session_needed = Das kann nur tun, wer sich angemeldet hat.
    .do = Melden Sie sich an und tun Sie es erneut.

proposal_unknown = Es gibt keinen Antrag { $proposal }.
    .do = Sehen Sie die offenen Anträge an und nennen Sie einen anderen.

proposal_is_settled = Der Antrag { $proposal } ist { $state }.
    .do = Stellen Sie einen neuen, wenn es noch gewünscht ist.

proposal_is_expired = Die Zeit des Antrags { $proposal } war um { $at } vorbei.
    .do = Stellen Sie einen neuen, wenn es noch gewünscht ist.

proposal_not_expired = Der Antrag { $proposal } läuft bis { $at }.
    .do = Warten Sie, oder lassen Sie ihn von dem zurückziehen, der ihn gestellt hat.

proposal_not_yours = Den Antrag { $proposal } kann nur zurückziehen, wer ihn gestellt hat.
    .do = Widersprechen Sie ihm, mit der Begründung.

proposal_is_objected_to = { $person } widerspricht dem Antrag { $proposal }.
    .do = Sprechen Sie mit { $person }; machen Sie weiter, wenn der Widerspruch zurückgenommen ist, oder stellen Sie einen anderen Antrag.

no_objection_of_yours = Sie widersprechen dem Antrag { $proposal } nicht.
    .do = Es ist nichts zu tun.

author_never_approves = Sie haben den Antrag { $proposal } gestellt, oder er wurde für Sie gestellt.
    .do = Bitten Sie jemand anderen, ihn freizugeben.

approval_is_personal = Niemand gibt im Namen von { $person } frei.
    .do = Lassen Sie { $person } sich anmelden und freigeben.

approver_not_present = Sie haben vor { $ago_s } s gezeigt, wer Sie sind; es dürfen höchstens { $presence_s } s sein.
    .do = Melden Sie sich erneut an und geben Sie sofort frei.

approver_not_authorised = { $person } hat keine der Rollen, die das freigeben dürfen: { $roles }.
    .do = Bitten Sie jemanden, der eine hat.

same_session_or_credential = Jemand anderes hat mit dieser Sitzung oder diesem Nachweis schon an dem Antrag { $proposal } gehandelt.
    .do = Geben Sie mit Ihrer eigenen Anmeldung und Ihrem eigenen Nachweis frei.
