"""SpiffWorkflow beside our engine: installed for one run, in an environment that is thrown away afterwards.

It is under the LGPL and only measured, never imported. It gets the same drawing with the same ways and the same steps
of people: the letters that are sent without a wait become scripts that do nothing, the awaited opinion a person's task,
as we complete it by hand, and the two conditions are written in Python, which is its language.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from lxml import etree

PEER = "SpiffWorkflow==3.2.0"
SCRIPT = Path(__file__).with_name("_spiff.py")
BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
AS_SCRIPT, AS_USER_TASK = ("sendTask", "serviceTask"), ("receiveTask",)
IN_PYTHON = {"eligible = true": "eligible == True", 'review = "return"': 'review == "return"', "P12D": '"P12D"'}


class PeerMissingError(Exception):
    """The peer could not be installed or run; the text says why."""


def measure_peer(permit: Path, data: dict[str, object], seconds: float) -> dict[str, Any]:
    """The peer's figures on the same permit. Raises PeerMissingError."""
    with tempfile.TemporaryDirectory(prefix="motcua-peer-") as folder:
        python = _environment(Path(folder) / "environment")
        drawing = Path(folder) / "permit.bpmn"
        drawing.write_bytes(spoken_by_the_peer(permit.read_bytes()))
        printed = _run(str(python), "-I", str(SCRIPT), str(drawing), json.dumps(data), str(seconds))
        figures: dict[str, Any] = json.loads(printed)
        return figures


def spoken_by_the_peer(bpmn: bytes) -> bytes:
    """The drawing in the words that the peer executes."""
    root = etree.fromstring(bpmn)
    for tag in (*AS_SCRIPT, *AS_USER_TASK):
        for task in root.iter(BPMN + tag):
            task.tag = BPMN + ("userTask" if tag in AS_USER_TASK else "scriptTask")
            task.attrib.pop("messageRef", "")
            if tag in AS_SCRIPT:
                etree.SubElement(task, BPMN + "script").text = "pass"
    for stated in root.iter(f"{BPMN}conditionExpression", f"{BPMN}timeDuration"):
        stated.text = IN_PYTHON[(stated.text or "").strip()]
    return etree.tostring(root)


def _environment(folder: Path) -> Path:
    """A new Python environment with the peer in it; its interpreter."""
    _run(sys.executable, "-m", "venv", str(folder))
    python = folder / "bin" / "python"
    _run(str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", PEER)
    return python


def _run(*command: str) -> str:
    try:
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError) as fault:
        said = fault.stderr if isinstance(fault, subprocess.CalledProcessError) else str(fault)
        last = next((line for line in reversed(said.splitlines()) if line.strip()), "no reason given")
        raise PeerMissingError(f"{PEER} was not measured: {' '.join(command[:4])} … failed: {last}") from None
