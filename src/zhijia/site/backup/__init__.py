"""备份: one sealed file that holds all tables and uploads, and fits either database."""
