"""Questions asked of the doors. Nothing here changes a row."""
