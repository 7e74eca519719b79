"""My data: all of mine in one file, who read my file, erase me; what is kept for how long."""
