"""The pages of this room, one story a file."""
