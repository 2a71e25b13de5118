"""What the modeller writes into a page, by its own file: an upgrade that writes anything else is noticed here."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import motcua.delivery.lab
from motcua.delivery.lab.policy import STYLES_OF_THE_MODELLER

VENDOR = Path(motcua.delivery.lab.__file__).parent / "static" / "motcua" / "lab" / "vendor"


def test_every_style_that_the_modeller_writes_is_let_in_by_its_hash() -> None:
    written = set(re.findall(r'style="([^"$]*)"', (VENDOR / "bpmn-modeler.min.js").read_text(encoding="utf-8")))
    assert {f"'sha256-{base64.b64encode(hashlib.sha256(each.encode()).digest()).decode()}'" for each in written} == set(
        STYLES_OF_THE_MODELLER
    )


def test_the_mark_of_the_modellers_makers_is_in_place() -> None:
    """Their licence asks that it stays visible, and is neither removed nor covered."""
    assert "bjs-powered-by" in (VENDOR / "bpmn-modeler.min.js").read_text(encoding="utf-8")
    ours = "".join(file.read_text(encoding="utf-8") for file in VENDOR.parent.glob("*.css"))
    assert "powered-by" not in ours
    assert "watermark must stay fully visible" in (VENDOR / "bpmn-js.LICENSE").read_text(encoding="utf-8")
