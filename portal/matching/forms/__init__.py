"""What is asked on a page, each module for one side."""
