"""Vector tiles of a map: projection, cutting, merging, and the bytes of a tile.

In:  lines, areas and points in degrees, with their attributes.
Out: tiles (Mapbox Vector Tile 2.1) by zoom, column and row of the web's Mercator grid.
"""
