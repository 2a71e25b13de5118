"""What to draw in place of an element that is not executed."""

from __future__ import annotations

from motcua.core.process.model import FlowNode
from motcua.core.process.problems import Text

COMPENSATION = Text(
    "việc hành chính đã làm không tự hoàn tác được (compensation); hãy vẽ việc thu hồi, hủy bỏ thành một bước có người"
    " chịu trách nhiệm",
    "what an office has done does not undo itself (compensation); draw the revocation as a step that somebody answers"
    " for",
)
TRANSACTION = Text(
    "hãy vẽ quy trình con thường với sự kiện lỗi ở biên", "draw a plain sub-process with error events on its border"
)
SEVERAL = Text(
    "mỗi sự kiện chỉ chờ một điều; hãy vẽ từng sự kiện, hoặc cổng theo sự kiện",
    "an event waits for one thing; draw each by itself, or an event-based gateway",
)
CHOREOGRAPHY = Text(
    "biểu đồ phối hợp không phải việc của một bên; hãy vẽ quy trình của từng cơ quan",
    "a choreography is nobody's own work; draw the process of each agency",
)
INSTEAD = {
    "compensate": COMPENSATION,
    "isForCompensation": COMPENSATION,
    "transaction": TRANSACTION,
    "cancel": TRANSACTION,
    "parallelMultiple": SEVERAL,
    "choreographyTask": CHOREOGRAPHY,
    "subChoreography": CHOREOGRAPHY,
    "callChoreography": CHOREOGRAPHY,
    "adHocSubProcess": Text(
        "thứ tự các bước phải rõ; hãy vẽ các bước song song hoặc cổng chọn nhiều",
        "the order of the steps must be known; draw parallel steps or an inclusive gateway",
    ),
    "complexGateway": Text(
        "hãy dùng cổng chọn nhiều, hoặc một bước lặp có completionCondition",
        "use an inclusive gateway, or one activity of several instances with a completionCondition",
    ),
    "conditional": Text(
        "không ai báo khi dữ liệu thay đổi; hãy vẽ cổng chọn sau bước làm thay đổi dữ liệu, hoặc một tín hiệu",
        "nobody tells when data change; draw a gateway behind the step that changes them, or a signal",
    ),
    "scriptTask": Text("hãy dùng bước dịch vụ hoặc bước quy tắc", "use a service task or a business-rule task"),
    "instantiate": Text("hãy vẽ sự kiện bắt đầu nhận thông điệp trước nó", "draw a message start event in front of it"),
    "eventGatewayType": Text(
        "cổng theo sự kiện đi tiếp theo sự kiện đầu tiên; muốn chờ tất cả, hãy dùng cổng song song",
        "an event-based gateway goes on with the first event; to wait for all, use a parallel gateway",
    ),
    "behavior": Text(
        "bước lặp không phát sự kiện riêng; hãy bỏ thuộc tính behavior",
        "a repeated activity throws no events of its own; remove the attribute behavior",
    ),
    "eventDefinition": Text(
        "hãy ghi định nghĩa sự kiện ngay trong phần tử", "write the event definition inside the element"
    ),
}
ANOTHER_WAY = Text("hãy vẽ cách khác", "draw it another way")


def instead(node: FlowNode) -> Text:
    """What to draw in place of this element; the first of its words that is known counts."""
    words = (*(event.kind for event in node.events), *node.traits, node.kind)
    known = next((INSTEAD[word] for word in words if word in INSTEAD), None)
    return known or (SEVERAL if len(node.events) > 1 else ANOTHER_WAY)
