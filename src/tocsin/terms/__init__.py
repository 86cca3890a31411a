"""The vocabulary: identifiers, code lists and shapes every room speaks. No behaviour of the town.

In:  the standard library, nothing else.
Out: the words themselves; every other room may import this one.
"""
