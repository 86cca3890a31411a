with-passkey = Mit Passkey anmelden
your-name = Ihr Name hier
password = Passwort
code-of-device = Sechs Ziffern von Ihrem Gerät
first-time-says = Sie sind angemeldet. Legen Sie nun fest, wie Sie wiederkommen.
make-passkey = Passkey anlegen
new-password = Oder ein Passwort mit mindestens 12 Zeichen
keep-password = Dieses Passwort behalten
