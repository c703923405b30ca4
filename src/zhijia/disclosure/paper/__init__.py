"""What this room puts on paper, one story a file. Pure."""
