"""The door of an event: check points, kiosks that work without a network, who is in."""
