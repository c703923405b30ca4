"""演练: a whole invented election through the code of a real one; it leaves an archive.

Reading order: invented → electing → told → console. Needs no Django and no database.
"""
