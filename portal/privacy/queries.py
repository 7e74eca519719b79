"""Questions asked of the privacy. Nothing here changes a row."""
