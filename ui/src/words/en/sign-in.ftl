with-passkey = Sign in with a passkey
your-name = Your name here
password = Password
code-of-device = Six digits from your device
first-time-says = You are in. Now make the way you will come back by.
make-passkey = Make a passkey
new-password = Or a password, of 12 letters or more
keep-password = Keep this password
