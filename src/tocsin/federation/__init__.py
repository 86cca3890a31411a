"""What carries slices between neighbours: keys, cursors, replicas, bundles, a standby.

In:  `jurisdiction`, `access`, `operations`, `log`; signed slices of other towns, as bytes.
Out: signed slices of ours, replicas of theirs with their age, conflicts that have a name and an
     owner. Towns share no database and no lock. The wire itself belongs to `app`.
"""
