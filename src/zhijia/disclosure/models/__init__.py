"""All tables of this room, one story a file: catalogue and publications, 公示, regulations."""
