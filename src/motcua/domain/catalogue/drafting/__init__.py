"""The life of a version in verbs: open, save, check, submit, approve, publish. Each service owns its transaction,
refuses what does not fit in words that say what to do next, and leaves a row in the version's life log.
"""

from motcua.domain.catalogue.drafting.approving import approve_version, return_draft, submit_draft
from motcua.domain.catalogue.drafting.editing import draft, remove_file, save_file
from motcua.domain.catalogue.drafting.opening import discard_draft, import_draft, open_draft

__all__ = [
    "approve_version",
    "discard_draft",
    "draft",
    "import_draft",
    "open_draft",
    "remove_file",
    "return_draft",
    "save_file",
    "submit_draft",
]
