"""Questions asked of the opportunities. Nothing here changes a row."""
