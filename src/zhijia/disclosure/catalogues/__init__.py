"""公开目录: what each kind of unit must make public, as data a chair can read. Pure."""
