"""The map of a ground: its layers as vector tiles and as styles to draw them."""
