"""The command line: for scripts, for a machine without a screen, and for checks from outside."""
