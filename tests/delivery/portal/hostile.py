"""What people and machines type where a code is asked for."""

CODES = [
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "../../etc/passwd",
    "tep/ABC",
    "0" * 5000,
    "𝟕KQF-2M9T-XD4B-8KJ2",
    "\u202e7KQF-2M9T-XD4B-8KJ2\x00",
    "7KQF-2M9T-XD4B-8KJ2-",
    "%00%0d%0aSet-Cookie: a=b",
]
