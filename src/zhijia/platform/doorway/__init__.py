"""匿名来件: a door without an account, through which words come in and answers go out.

Nothing here knows who comes: no session, no address, no time. See docs/decisions/0041.
"""
