"""What kiosks and the team do at the door."""
