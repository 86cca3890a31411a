"""The tests mirror the rooms. Shared test code is imported as `tests.<folder>.<module>`."""
