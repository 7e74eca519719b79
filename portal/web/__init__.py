"""Flask glue. No domain word in it."""
