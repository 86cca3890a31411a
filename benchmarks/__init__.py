"""Benchmarks: one script for each promise about speed. See README.md."""
