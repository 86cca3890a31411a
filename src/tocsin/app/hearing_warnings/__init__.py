"""Warnings of others, from bytes to orders: read leniently, verified, put on our ground, taken.

In:  a file, a posted body, a feed that is asked again and again; the source that it is said to be.
Out: one order for each message (`operations.heard_warnings`), and what was wrong with the file.
"""
