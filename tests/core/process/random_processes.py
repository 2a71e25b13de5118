"""Random structured processes as files: with names, lanes and events on borders."""

import re
from random import Random

from hypothesis import strategies as st

from tests.core.process.blocks import BLOCKS, Block, drawing
from tests.core.process.drawn import xml

NAME = "Chờ ý kiến của các cơ quan, tiếp nhận và số hóa hồ sơ theo quy định tại Điều 58"
NAMED = re.compile(r'<(\w+(?:Task|Gateway|Event|Process|Flow)) id="[^"]*"')


@st.composite
def processes(draw: st.DrawFn) -> bytes:
    """A structured process, its top level spread over up to four lanes, with names of up to nine words."""
    block: Block = draw(BLOCKS)
    lanes = draw(st.integers(0, 4))
    chance = Random(draw(st.integers(0, 2**32)))
    text = drawing(block)
    names = _top_level(text)
    tasks = [name for name in names if f"user {name}\n" in f"{text}\n"]
    for index, task in enumerate(chance.sample(tasks, len(tasks) // 3)):
        text += f"\ntimer-boundary late{index} on={task} duration=P1D\nlate{index} -> {chance.choice(names[1:])}"
    groups: dict[int, list[str]] = {}
    for name in names if lanes else ():
        groups.setdefault(chance.randrange(lanes), []).append(name)
    text += "".join(f"\nlane lane{lane} members={','.join(group)}" for lane, group in sorted(groups.items()))

    def name_it(tag: re.Match[str]) -> str:
        words = chance.randrange(9) // (3 if tag[1] == "sequenceFlow" else 1)
        return f'{tag[0]} name="{" ".join(chance.choice(NAME.split()) for _ in range(words))}"'

    return NAMED.sub(name_it, xml(text).decode()).encode()


def _top_level(text: str) -> list[str]:
    names = []
    depth = 0
    for line in text.splitlines():
        if depth == 0 and "->" not in line:
            names.append(line.split()[1])
        depth += line.endswith("{") - (line == "}")
    return [name for name in names if name != "e"] + ["e"]
