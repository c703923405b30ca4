"""作业: long work done after the page has answered, by one worker and by the clock.

A room registers a function in its `tasks.py` with `@job`; an action starts it by name with
`jobs.actions.start`, in its own transaction, so that it begins when that is committed.
"""
