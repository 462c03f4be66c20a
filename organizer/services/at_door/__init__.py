"""What happens at the door and what its log says, until the evening is closed."""
