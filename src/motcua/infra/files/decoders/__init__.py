"""Programs of their own: each reads one kind of file from standard input. Only `confined.run` starts them."""
