# Je eine Ablehnung: was die Regel sagt und was man als Nächstes tun kann.

warning_unknown = Es gibt keine Warnung { $warning }.
    .do = Sehen Sie in der Liste der Warnungen nach und nennen Sie eine davon.

warning_stands_otherwise = Das geht mit der Warnung { $warning } nicht: sie ist im Stand { $state }.
    .do = Sehen Sie die Warnung an; ein Entwurf wird erst geprüft, dann freigegeben, dann gesendet.

warning_not_in_force = Die Warnung { $warning } gilt nicht: sie ist im Stand { $state }.
    .do = Schreiben Sie eine neue Warnung; was vorbei ist, wird weder geändert noch beendet.

warning_follows_nothing = Eine Meldung der Art { $type } braucht die Warnung, der sie folgt.
    .do = Nennen Sie die Warnung, die geändert oder beendet wird.

warning_follows_something = Eine erste Warnung folgt keiner anderen; genannt ist { $warning }.
    .do = Schreiben Sie eine Änderung oder ein Ende, oder lassen Sie die andere weg.

warning_more_real_than_log = Eine Warnung kann in einem Protokoll der Art { $log } nicht { $status } sein.
    .do = Lassen Sie den Status weg: eine Warnung ist, was ihr Protokoll ist.

warning_of_another_log = Diese Warnung wurde als { $status } geschrieben; das Protokoll hier ist von der Art { $log }.
    .do = Schreiben Sie sie in diesem Protokoll neu.

warning_without_area = Die Warnung sagt nicht, für welches Gebiet sie gilt.
    .do = Zeichnen Sie ein Gebiet, oder nennen Sie eine Zone oder einen Schlüssel.

warning_area_unsound = Die Grenze von { $area } ist keine: { $fault }.
    .do = Zeichnen Sie sie als eine Linie, die sich nicht kreuzt; der erste Punkt wird nicht wiederholt.

warning_outside_authority = Das Gebiet reicht dorthin, wo diese Stadt nichts zu sagen hat: { $towns }.
    .do = Zeichnen Sie es kleiner, oder bitten Sie die Stadt, deren Boden es ist, zu warnen.

warning_without_words = Die Warnung hat in keiner Sprache einen Text.
    .do = Schreiben Sie sie in mindestens einer Sprache, oder füllen Sie eine Vorlage.

warning_language_twice = Die Warnung hat zwei Texte auf { $language }.
    .do = Lassen Sie einen davon weg.

warning_incomplete = Der Warnung fehlt { $part }.
    .do = Ergänzen Sie es: ohne das kann niemand die Meldung lesen.

warning_unwritable = Die Warnung lässt sich mit { $part } nicht schreiben.
    .do = Lassen Sie das weg, oder schreiben Sie es mit anderen Zeichen.

warning_ends_too_early = Die Warnung würde um { $expires } enden, bevor sie um { $begins } beginnt.
    .do = Nennen Sie ein späteres Ende.

warning_lasts_too_long = Die Warnung würde bis { $expires } gelten, länger als { $hours } Stunden.
    .do = Nennen Sie ein früheres Ende, und erneuern Sie sie rechtzeitig durch eine Änderung.

warning_moved_on = Die Warnung { $warning } ist nicht, was gelesen wurde.
    .do = Lesen Sie sie, wie sie jetzt ist ({ $digest }), und entscheiden Sie dann.

warning_questions_open = Etwas an der Warnung ist ungewöhnlich, und niemand hat es beantwortet: { $questions }.
    .do = Prüfen Sie jedes, und geben Sie die Warnung mit jedem dieser Namen frei, oder schreiben Sie sie neu.

warning_needs_sign_in = Zu einer Warnung braucht es Menschen, die angemeldet sind.
    .do = Melden Sie sich mit Passwort, zweitem Gerät oder Passkey an, und versuchen Sie es wieder.

warning_not_present = Sie haben sich vor { $ago_s } Sekunden ausgewiesen; für eine Warnung dürfen es höchstens { $presence_s } sein.
    .do = Weisen Sie sich noch einmal aus, und versuchen Sie es wieder.

warning_needs_another_person = Wer die Warnung { $warning } geschrieben oder erbeten hat, gibt sie nicht frei.
    .do = Lassen Sie sie von jemand anderem ansehen und freigeben.

warning_needs_another_session = Die beiden, die für die Warnung { $warning } einstehen, benutzten eine Anmeldung.
    .do = Die zweite Person soll sich selbst anmelden, an einem anderen Gerät.

warning_approval_personal = Niemand steht für { $person } hinter einer Warnung.
    .do = Tun Sie es im eigenen Namen, oder lassen Sie es die andere Person tun.

warning_approver_not_authorised = { $person } darf nicht warnen; dazu braucht es eine der Rollen { $roles }.
    .do = Lassen Sie es jemanden mit einer dieser Rollen tun.

warning_approval_too_old = Die Warnung { $warning } wurde vor mehr als { $minutes } Minuten erbeten oder freigegeben.
    .do = Erbitten Sie die Freigabe neu, und lassen Sie die zweite Person noch einmal hinsehen.

warning_neighbours_not_told = Die Warnung { $warning } reicht über die Grenze, und diese wissen nichts davon: { $neighbours }.
    .do = Unterrichten Sie jede, oder sagen Sie, warum nicht, und senden Sie dann.

warning_neighbour_not_concerned = Die Warnung { $warning } reicht nicht nach { $neighbour }.
    .do = Nennen Sie eine Nachbarstadt, die sie betrifft, oder keine.

warning_told_how = Entweder wie { $neighbour } unterrichtet wurde, oder warum nicht.
    .do = Sagen Sie eines von beiden.

warning_not_over = Die Warnung { $warning } ist nicht vorbei oder ging nie hinaus: sie ist im Stand { $state }.
    .do = Beenden Sie sie erst, und bereiten Sie sie dann nach.

warning_not_expired = Die Warnung { $warning } gilt bis { $at }.
    .do = Nichts: die Uhr beendet sie dann. Um sie jetzt zu beenden, senden Sie ihr Ende.
