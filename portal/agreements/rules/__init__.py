"""What an agreement may become, how long a code holds, the words of the paper. No database."""
