"""What comes in from elsewhere: lists of members, attendee lists, the history of another system."""
