"""What this room puts on paper. Pure."""
