"""三个主页: the same facts for who belongs to a unit, who works for it, and who leads it."""
