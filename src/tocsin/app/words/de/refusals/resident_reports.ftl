# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

form_is_closed = Das Meldeformular dieser Stadt ist geschlossen.
    .do = Rufen Sie die Stadt an, oder kommen Sie vorbei.

category_unknown = { $type } gehört nicht zu dem, was hier gemeldet werden kann.
    .do = Wählen Sie eines aus dem Formular, oder keines.
