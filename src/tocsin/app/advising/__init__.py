"""Advice at a town: what the planners are asked, on which roads, and how it is said."""
