"""Where things are. `geo.places` is points, areas and addresses; pure arithmetic, no files.

`geo.ground` is what stands on the ground of a region; `geo.outlines` puts borders together,
`geo.belonging` says whose a point is.

In:  `terms`, msgspec.
Out: `places` for every room above. The road network joins this room with the ground.
"""
