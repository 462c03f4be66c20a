"""Organizer: members, meetups, workshops and attendance of a community, without a network."""

__version__ = "0.1.0"
