"""What leaves the file: invitations, badges, sheets, recaps and calendars."""
