"""Work on paper while the system is down: sheets to print before, and what was written, entered."""
