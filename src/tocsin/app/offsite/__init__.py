"""Backups elsewhere: encrypted before they leave, sent in pieces that are kept once, proven by
bringing one back to life.

`target` is a place for named bytes (a folder, an S3-like store, a machine over SSH), `repository`
what lies there, `copies` a town's way there and back.
"""
