"""What make uses."""
