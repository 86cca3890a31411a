"""Agreements with neighbouring towns on the command line: drawn up, carried, compared, printed."""
