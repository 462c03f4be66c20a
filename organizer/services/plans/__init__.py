"""What is planned: meetups, workshops, series, venues and what is asked of those who come."""
