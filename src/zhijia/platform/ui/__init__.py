"""界面: the page, the parts every page is made of, and how they look."""
