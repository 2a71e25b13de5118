"""Files: kept under the hash of their content, looked into by confined decoders, shown as pictures."""

from motcua.infra.files.confined import DecoderError
from motcua.infra.files.findings import Active, Fault, Findings
from motcua.infra.files.inspection import inspect
from motcua.infra.files.kinds import Kind
from motcua.infra.files.previews import Previews
from motcua.infra.files.store import FolderStore, Incoming, Readable, Store, StoredFile, TooLargeError, UnknownFileError

__all__ = [
    "Active",
    "DecoderError",
    "Fault",
    "Findings",
    "FolderStore",
    "Incoming",
    "Kind",
    "Previews",
    "Readable",
    "Store",
    "StoredFile",
    "TooLargeError",
    "UnknownFileError",
    "inspect",
]
