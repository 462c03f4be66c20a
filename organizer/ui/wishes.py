"""What one page can hand another besides a uid: words that no uid can be.

The page of events takes the word of an `EventKind` too, and begins to plan one.
"""

IMPORT = "import"
"""To the page of people: begin to import a list."""
ORGANIZER = "organizer"
"""To the settings: the organizer's e-mail address."""
BACKUPS = "backups"
"""To the settings: the copies of the file."""
