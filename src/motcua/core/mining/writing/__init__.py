"""Logs into files of the kinds that `reading` reads, case by case, in the memory of some of them."""

from motcua.core.mining.writing.parquet import write_parquet
from motcua.core.mining.writing.write import Form, UnknownFormError, form_of, write_log, write_whole

__all__ = ["Form", "UnknownFormError", "form_of", "write_log", "write_parquet", "write_whole"]
