"""What can be done: one function is one intention of a user and one transaction."""
