"""How people sign in: sessions of desks, one-time links, second factors, passkeys, waits."""
