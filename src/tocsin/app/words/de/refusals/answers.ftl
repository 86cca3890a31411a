# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

subject_is_forgotten = { $owner } wurde vergessen; unter diesem Namen kann nichts mehr geschrieben werden.
    .do = Eröffnen Sie einen neuen Einsatz, oder nehmen Sie die Person neu ins Verzeichnis auf.
