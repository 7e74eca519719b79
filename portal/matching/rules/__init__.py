"""The arithmetic of matching: facts in, numbers and reasons out. No database, no page."""
