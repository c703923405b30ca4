"""All writes of this room, one story a file."""
