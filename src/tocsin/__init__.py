"""Tocsin: one true record for a town and its neighbours.

The rooms, from the ground up, and what each may import: see `docs/tour.md`.
"""

__version__ = "0.1.0"
