"""What this room offers the others, one story a file."""
