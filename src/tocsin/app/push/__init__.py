"""Web Push: a crew's phone is woken for an order, by the service its browser chose.

What is sent is sealed for the one browser (`sealing`), signed by a key of the town (`vapid`), and
says only that there is something. `subscriptions` keeps who is to be woken, `waking` does it.
Source: RFC 8030 (Web Push), 8291 (message encryption), 8292 (VAPID), 8188 (aes128gcm).
"""
