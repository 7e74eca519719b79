"""Groups of the `portal` command that are long enough for a file of their own."""
