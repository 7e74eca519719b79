"""Forms: the shape of what was typed. One module, one audience."""
