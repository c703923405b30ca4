"""检索: one index over what rooms offer, kept in the transaction that changes a row.

The index holds words and who may find them, nothing that a page shows. It is outside the models:
no backup holds it, and `zhijia search rebuild` makes it from the rows.
"""
