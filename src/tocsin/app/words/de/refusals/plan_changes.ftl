# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

plan_change_not_offered = Fassung { $version } von { $plan } ist nicht die angebotene ({ $offered }).
    .do = Sehen Sie die Frage am laufenden Plan erneut an und beantworten Sie diese.
