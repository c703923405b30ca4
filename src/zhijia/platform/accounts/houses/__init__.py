"""Signing in through another house: 企业微信, 钉钉, 飞书, OpenID Connect, CAS. One adapter each.

An adapter leads a browser away (`begin`) and reads whom it brings back (`finish`). It knows no
account, no session and no page; `through.py` does.
"""
