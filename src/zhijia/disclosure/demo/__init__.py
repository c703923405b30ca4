"""What the units of the cast make public, told by the same actions the desks use."""
