"""What can be done to an event. Each deed flushes, records and posts; none commits."""
