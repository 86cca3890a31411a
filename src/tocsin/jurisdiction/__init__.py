"""One running town: its log, its clock and its picture. The only room that appends.

In:  orders (`submit`), a log store, a clock; it may import `access`, `operations` and `log`.
Out: outcomes, pictures at any position or time, followers, snapshots, the archive of closed
matters.
"""
