"""Deeds. One module, one activity; each flushes, records and posts; none commits."""
