"""Which adapter stands behind which port. Here, and nowhere else, the parts of the city are joined that must not know
one another.
"""

from __future__ import annotations

from motcua.config.messages import join_messages


def join() -> None:
    """Join them all; called once in every process."""
    join_messages()
