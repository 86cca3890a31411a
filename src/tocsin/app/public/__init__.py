"""The public side of a town: pages, feeds and files for everybody, made from what the public may
see.
"""
