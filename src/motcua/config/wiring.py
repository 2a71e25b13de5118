"""Which adapter stands behind which port. Here, and nowhere else, the parts of the city are joined that must not know
one another.
"""

from __future__ import annotations

from motcua.config.messages import join_messages
from motcua.domain.dossiers.messages import join_rating
from motcua.domain.feedback.links import rating_path


def join() -> None:
    """Join them all; called once in every process."""
    join_messages()
    join_rating(rating_path)
