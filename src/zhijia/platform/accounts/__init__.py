"""账号: who may sign in. A member may have one; only a desk opens them."""
