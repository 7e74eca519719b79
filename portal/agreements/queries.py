"""Questions asked of the agreements. Nothing here changes a row."""
