"""Roads and travel times: arrays, for planners, gateways and views; never for the business.

In:  `terms`, `geo.places`; the ground of a region, handed in by `app`.
Out: travel times between places, with the checksum of the ground they were computed on.
"""
