# Je eine Ablehnung: was die Regel sagt, und was man als Nächstes tun kann.

person_unknown = Als { $person } ist niemand bekannt.
    .do = Prüfen Sie die Kennung, oder nehmen Sie die Person ins Verzeichnis auf.

person_exists = { $person } steht schon im Verzeichnis.
    .do = Ändern Sie diese Person, oder lassen Sie die Kennung weg.

person_is_inactive = { $person } darf zurzeit nicht arbeiten.
    .do = Lassen Sie die Person zuerst wieder zu, oder nennen Sie jemand anderen.

person_is_active = { $person } darf arbeiten.
    .do = Es ist nichts zu tun.

person_is_forgotten = { $person } wurde vergessen.
    .do = Nehmen Sie die Person neu ins Verzeichnis auf, unter einer anderen Kennung.

handle_taken = Mit diesem Kürzel meldet sich { $person } an.
    .do = Wählen Sie ein anderes Kürzel.

handle_tells_name = Das Kürzel von { $person } würde den Namen verraten.
    .do = Wählen Sie eine Zahl oder einen Rufnamen: Ein Kürzel bleibt lesbar, wenn der Name vergessen ist.

role_unknown = Es gibt keine Rolle { $role }.
    .do = Nennen Sie eine Rolle der Zugriffstabelle.

last_administrator = { $person } ist die letzte Person, die noch verwalten darf.
    .do = Geben Sie zuerst jemand anderem die Verwaltung.

roles_have_moved_on = Jemand hat die Rollen von { $person } inzwischen geändert; jetzt: { $roles }.
    .do = Sehen Sie an, welche es jetzt sind, und entscheiden Sie auf dieser Grundlage.
