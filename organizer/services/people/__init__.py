"""The people of the community: who they are, how they belong, and that each is there once."""
