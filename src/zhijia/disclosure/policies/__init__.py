"""Who may make public, answer, show and keep the rules, one story a file."""
