"""`motcua process check`, `run` and `layout`: BPMN files looked over, played and drawn."""

from motcua.delivery.cli.process.check import check
from motcua.delivery.cli.process.layout import layout
from motcua.delivery.cli.process.run import run

__all__ = ["check", "layout", "run"]
