"""The demo: a region on a ground of its own, one of its towns on a busy morning.

`settings` reads towns off a ground, `founding` makes their folders, `playing` plays the morning.
"""
