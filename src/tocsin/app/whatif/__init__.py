"""What if: a scenario as a file, its region on a ground, its arms in paired weeks, the page."""
