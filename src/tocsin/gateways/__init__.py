"""Translators between the world's formats and our words, one folder a standard or export.

In:  `operations`, `geo`; bytes and mapping tables, handed in by `app`.
Out: commands and facts with provenance (`parse`), bytes (`render`). Input that is not what it
     claims to be raises `Malformed`: where, what was expected, what to do. Pure, and independent of
     one another. Each folder is five things: mapping table with what is lost, `parse`, `render`,
     samples, schema.
"""
