"""The life of a version in verbs: open, save, check, submit, approve, publish. Each service owns its transaction,
refuses what does not fit in words that say what to do next, and leaves a row in the version's life log.
"""

from motcua.domain.catalogue.drafting.approving import approve_version, return_draft, submit_draft
from motcua.domain.catalogue.drafting.closing import resume_procedure, retire_procedure, suspend_procedure
from motcua.domain.catalogue.drafting.editing import draft, remove_file, save_file, save_files
from motcua.domain.catalogue.drafting.judging import check_draft, review_version
from motcua.domain.catalogue.drafting.opening import discard_draft, import_draft, open_draft
from motcua.domain.catalogue.drafting.publishing import publish_version

__all__ = [
    "approve_version",
    "check_draft",
    "discard_draft",
    "draft",
    "import_draft",
    "open_draft",
    "publish_version",
    "remove_file",
    "resume_procedure",
    "retire_procedure",
    "return_draft",
    "review_version",
    "save_file",
    "save_files",
    "submit_draft",
    "suspend_procedure",
]
