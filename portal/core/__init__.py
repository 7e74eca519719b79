"""What every domain stands on. No Flask in it, no domain word in it."""
