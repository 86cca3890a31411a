"""A town's log in PostgreSQL: the same chain, heads and contract, in tables many machines can read.

In:  an address, and for the writer the town's folder (signing key, mark, attachments, tombstones).
Out: `store.PostgresStore` (the one writer) and `store.PostgresReader` (any number, anywhere).

Imported only for a town that lives there: psycopg is an extra.
"""
