"""The rules of BPMN about one node that the engine relies on."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from motcua.core.process.graph import ACTIVITIES, AUTOMATIC_TASKS, BOUNDARIES, ENDS, ERRORS, SIGNALS, STARTS, Kind, Node
from motcua.core.process.model import FlowNode

CHOOSING = ACTIVITIES | {Kind.EXCLUSIVE, Kind.INCLUSIVE}
NAMED_BY_SIGNAL = SIGNALS | {Kind.SIGNAL_THROW, Kind.SIGNAL_END}
THROWN = frozenset({Kind.ERROR_END, Kind.ESCALATION_END, Kind.ESCALATION_THROW})


class Rule(NamedTuple):
    """A rule about one node: `broken` says whether it is, the texts what to do then."""

    code: str
    broken: Callable[[FlowNode, Node], bool]
    vi: str
    en: str


NODE_RULES = (
    Rule(
        "missing-id",
        lambda raw, node: not raw.id,
        "phần tử không có mã (id); hãy đặt",
        "it has no id; give it one",
    ),
    Rule(
        "start-with-incoming",
        lambda raw, node: node.kind in STARTS and bool(node.incoming),
        "sự kiện bắt đầu không được có luồng đi vào",
        "a start event takes no incoming flow",
    ),
    Rule(
        "end-with-outgoing",
        lambda raw, node: node.kind in ENDS and bool(node.outgoing),
        "sự kiện kết thúc không được có luồng đi ra",
        "an end event has no outgoing flow",
    ),
    Rule(
        "boundary-with-incoming",
        lambda raw, node: node.kind in BOUNDARIES and bool(node.incoming),
        "sự kiện biên không được có luồng đi vào",
        "a boundary event takes no incoming flow",
    ),
    Rule(
        "boundary-host",
        lambda raw, node: node.kind in BOUNDARIES and not node.host,
        "sự kiện biên không gắn vào bước nào",
        "the boundary event sits on no activity",
    ),
    Rule(
        "boundary-host",
        lambda raw, node: bool(node.boundary) and node.kind not in ACTIVITIES | {Kind.UNKNOWN},
        "chỉ gắn được sự kiện biên vào một bước hoặc quy trình con",
        "only activities carry boundary events",
    ),
    Rule(
        "boundary-never",
        lambda raw, node: bool(node.boundary) and node.kind in AUTOMATIC_TASKS and not node.waits,
        'bước có motcua:wait="false" không chờ nên sự kiện biên của nó không bao giờ xảy ra',
        'a task with motcua:wait="false" does not wait, so its boundary event can never happen',
    ),
    Rule(
        "wait-value",
        lambda raw, node: raw.extensions.get("wait", "true") not in ("true", "false"),
        "motcua:wait phải là true hoặc false",
        "motcua:wait must be true or false",
    ),
    Rule(
        "wait-place",
        lambda raw, node: raw.extensions.get("wait") == "false" and node.kind not in AUTOMATIC_TASKS,
        'motcua:wait="false" chỉ dùng cho bước dịch vụ, gửi và quy tắc',
        'motcua:wait="false" is for service, send and business-rule tasks only',
    ),
    Rule(
        "default-flow",
        lambda raw, node: bool(node.default) and node.default not in node.outgoing,
        "luồng mặc định không đi ra từ phần tử này",
        "the default flow does not leave this element",
    ),
    Rule(
        "default-flow",
        lambda raw, node: bool(node.default) and node.kind not in CHOOSING | {Kind.UNKNOWN},
        "phần tử này không chọn nhánh nên không được có luồng mặc định",
        "this element chooses nothing and cannot have a default flow",
    ),
    Rule(
        "start-place",
        lambda raw, node: node.kind in {Kind.ERROR_START, Kind.ESCALATION_START} and not node.scope,
        "chỉ quy trình con theo sự kiện mới bắt đầu bằng lỗi hoặc báo cấp trên",
        "only an event sub-process begins with an error or an escalation",
    ),
    Rule(
        "event-subprocess-alone",
        lambda raw, node: (
            node.kind is Kind.EVENT_SUBPROCESS and bool(node.incoming or node.outgoing or node.boundary or node.repeat)
        ),
        "quy trình con theo sự kiện không có luồng vào, luồng ra, sự kiện biên và không lặp",
        "an event sub-process has no flow in or out, no border events and no repetition",
    ),
    Rule(
        "error-interrupts",
        lambda raw, node: node.kind in ERRORS and not node.interrupting,
        "sự kiện bắt lỗi luôn phải ngắt việc đang làm",
        "an event that catches an error always interrupts",
    ),
    Rule(
        "signal-name",
        lambda raw, node: node.kind in NAMED_BY_SIGNAL and not node.code,
        "hãy nêu tên tín hiệu (signalRef)",
        "name the signal (signalRef)",
    ),
    Rule(
        "thrown-code",
        lambda raw, node: node.kind in THROWN and not node.code,
        "hãy nêu mã lỗi hoặc mã báo cấp trên (errorRef, escalationRef)",
        "name the code of the error or escalation (errorRef, escalationRef)",
    ),
    Rule(
        "repeat-how-often",
        lambda raw, node: (
            node.repeat is not None
            and node.repeat.mode != "loop"
            and bool(node.repeat.cardinality) == bool(node.repeat.collection)
        ),
        "bước nhiều lượt cần đúng một trong hai: loopCardinality hoặc motcua:collection",
        "an activity of several instances needs exactly one of loopCardinality and motcua:collection",
    ),
    Rule(
        "repeat-item",
        lambda raw, node: node.repeat is not None and bool(node.repeat.item) and not node.repeat.collection,
        "motcua:item chỉ dùng cùng motcua:collection",
        "motcua:item goes with motcua:collection only",
    ),
    Rule(
        "repeat-how-long",
        lambda raw, node: (
            node.repeat is not None
            and node.repeat.mode == "loop"
            and (node.repeat.most < 0 or not (node.repeat.again or node.repeat.most))
        ),
        "bước lặp cần loopCondition, hoặc loopMaximum là số nguyên dương",
        "a loop needs a loopCondition, or a loopMaximum that is a positive whole number",
    ),
)
