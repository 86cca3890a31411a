# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

command_already_offered = { $person } hat { $to } die Führung angeboten, und eine Antwort steht aus.
    .do = Warten Sie auf die Antwort, oder ziehen Sie das Angebot zuerst zurück.

command_not_offered = Kein Angebot der Führung von { $incident } wartet auf eine Antwort von oder an { $person }.
    .do = Lassen Sie zuerst, wer führt, die Lage schildern und die Führung anbieten.

not_the_incoming = Die Führung wurde { $incoming } angeboten, nicht { $person }.
    .do = Lassen Sie { $incoming } antworten, oder ziehen Sie das Angebot zurück und machen Sie ein anderes.
