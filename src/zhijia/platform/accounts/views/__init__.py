"""Pages of accounts: the door, what keeps an account safe, the second step."""
