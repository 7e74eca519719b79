"""Pages of the doors, and the two addresses that kiosks speak to."""
