# Je eine Ablehnung: was die Regel sagt, und was die Person als Nächstes tun kann.

call_author_not_agreed = { $by } gibt einen Notruf weiter und hat mit uns nie etwas über Notrufe vereinbart.
    .do = { $by } anrufen; eine Vereinbarung über Notrufe vorschlagen, wenn es eine geben soll.

call_is_anothers = { $by } sagt etwas über den Notruf { $call }, den es nicht an uns weitergab.
    .do = { $by } anrufen: sein Log sagt, was es nicht wissen kann.

too_many_calls = { $by } hat hier { $most } Notrufe, die warten oder nicht lange vorbei sind; mehr werden nicht aufgenommen.
    .do = Übernehmen oder ablehnen, was wartet; { $by } anrufen.

call_answer_not_asked = { $by } antwortet auf den Notruf { $call }, der nicht dorthin weitergegeben wurde.
    .do = Nichts; { $by } anrufen, wenn das so weitergeht.
