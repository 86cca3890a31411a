"""What if: weeks of calls through the planner of dispatch, and what would be different."""
