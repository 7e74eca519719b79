"""Questions asked of the applications. Nothing here changes a row."""
