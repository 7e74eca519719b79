"""What is allowed and what is reckoned, without a database: hours, gaps, advice, turns."""
