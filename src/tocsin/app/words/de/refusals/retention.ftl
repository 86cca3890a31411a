# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

schedule_has_changed = Der Fristenplan hat jetzt Fassung { $version }; das hier geht von Fassung { $after } aus.
    .do = Sehen Sie mit tocsin retention show an, was gilt, und nehmen Sie darauf aufbauend an.

record_class_twice = Es gibt zwei Klassen { $record_class }.
    .do = Geben Sie jeder Klasse einen eigenen Namen: Bescheinigungen nennen ihn.

record_class_never_reached = In die Klasse { $record_class } käme nie eine Akte: { $earlier } steht davor und nimmt sie alle.
    .do = Stellen Sie die engere Klasse nach vorn.

record_class_without_types = Die Klasse { $record_class } nennt Arten, und Akten von { $covers } haben keine.
    .do = Lassen Sie die Arten weg.

kept_too_short = Die Klasse { $record_class } bewahrt { $keep_days ->
        [one] { $keep_days } Tag
       *[other] { $keep_days } Tage
    } auf; eine solche Akte ist noch { $least_days ->
        [one] { $least_days } Tag
       *[other] { $least_days } Tage
    } nach ihrem Ende zur Hand.
    .do = Bewahren Sie sie mindestens { $least_days ->
            [one] { $least_days } Tag
           *[other] { $least_days } Tage
        } auf.
