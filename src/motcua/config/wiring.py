"""Which adapter stands behind which port. Here, and nowhere else, the parts of the city are joined that must not know
one another.
"""

from __future__ import annotations

from motcua.config.books import join_books
from motcua.config.messages import join_messages
from motcua.config.payments import join_payments
from motcua.domain.dossiers.messages import join_rating
from motcua.domain.feedback.links import rating_path


def join() -> None:
    """Join them all; called once in every process."""
    join_messages()
    join_rating(rating_path)
    join_payments()
    join_books()  # last: its keeper listens beside all who listen to money
