"""What is allowed and what is suspicious, without a database: life, pay, the detector's words."""
