"""Who comes: guest lists, seats, the waitlist, and how many will really be there."""
