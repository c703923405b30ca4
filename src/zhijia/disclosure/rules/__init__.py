"""公开规则, one story a file. Pure: facts in, verdict out."""
