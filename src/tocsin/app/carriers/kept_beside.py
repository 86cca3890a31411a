"""Files of carriers that lie beside the log, and go where it is copied to."""

from tocsin.app.carriers import secrets

SIGNING_KEY = "cap-signing.pem"
CARRIED = (secrets.FILE, SIGNING_KEY)
