"""消息: what people are told, in their inbox, by e-mail and in their unit's group chat.

An action says it with `notices.actions.send`, in its own transaction; letters go out when that is
committed, by a job, and never twice.
"""
