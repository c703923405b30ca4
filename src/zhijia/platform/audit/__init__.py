"""留痕: the append-only record of every action, each entry sealed with the hash before it."""
