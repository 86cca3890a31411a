"""Where things are. `geo.places` is points, areas and addresses; pure arithmetic, no files.

In:  `terms`, msgspec.
Out: `places` for every room above. The road network joins this room with the ground.
"""
