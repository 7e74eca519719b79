"""Forms of the people. One module, one audience."""
