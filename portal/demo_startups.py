"""The demonstration's directory: 33 invented start-ups in four languages, their photos drawn."""
