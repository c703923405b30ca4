"""All reads of this room, one story a file; what is for a page takes the actor first."""
