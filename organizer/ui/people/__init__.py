"""The page of the people: who they are, changing them, and taking in lists of them."""
