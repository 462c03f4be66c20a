"""A community of our own invention, to try the app with."""
