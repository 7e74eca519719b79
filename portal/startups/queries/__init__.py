"""Questions asked of the start-ups. Nothing here changes a row."""
