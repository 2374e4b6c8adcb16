"""What happens when something stops in the middle, or two do it at once."""
