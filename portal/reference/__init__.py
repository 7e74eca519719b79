"""Lists that change rarely. First: the cities where people are."""
