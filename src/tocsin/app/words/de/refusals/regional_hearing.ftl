# Je eine Ablehnung: was die Regel sagt, und was die Person als Nächstes tun kann.

regional_author_not_agreed = { $by } spricht von einem regionalen Einsatz, und hier ist keine Vereinbarung mit ihr bekannt.
    .do = Die Vereinbarungen mit { $by } ansehen (tocsin agreement list).

regional_row_unsound = Was { $by } von { $regional } sagt, passt nicht zusammen.
    .do = { $by } anrufen.

regional_not_for_us = { $by } spricht von { $regional }, fragt uns aber nicht danach.
    .do = Es ist nichts zu tun; es wird gehört, sobald wir gefragt sind.

regional_town_not_asked = { $by } sagt, sie sei an { $regional } beteiligt; soweit wir wissen, hat sie niemand gefragt, der beteiligt ist.
    .do = { $by } danach fragen oder anrufen.

regional_two_of_ours = { $by } hält zwei unserer regionalen Einsätze für einen: { $numbers }.
    .do = Sind sie einer, die eigenen Einsätze zusammenführen und von einem dem anderen beitreten.

too_many_regionals = { $by } ist hier an { $most } regionalen Einsätzen beteiligt; mehr werden nicht aufgenommen.
    .do = Ablehnen oder schließen, was vorbei ist.

too_many_numbers = { $by } hat { $regional } mehr Nummern gegeben, als jemand braucht; mehr als { $most } werden nicht aufgenommen.
    .do = { $by } anrufen; was sie von ihrem Teil sagt, wird wieder gehört, wenn sie sie weglässt.
