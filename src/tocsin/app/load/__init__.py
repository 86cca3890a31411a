"""Load on a door, with a ledger: what was acknowledged is looked for in the log afterwards.

The client is cheap on purpose, because it runs on the machine that it measures.
"""
