"""The ground every room stands on; each part with tables is a small Django app of its own."""
