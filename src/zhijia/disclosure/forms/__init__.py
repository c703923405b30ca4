"""What people fill in, one story a file; saving is left to actions."""
