"""What a careful reader of a drawing would object to before anybody runs it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from motcua.core.process.catching import catcher_of
from motcua.core.process.conditions import CompileCondition, compile_feel
from motcua.core.process.draft import Draft, draft_process
from motcua.core.process.errors import NotExecutableError
from motcua.core.process.graph import ENDS, ERRORS, HUMAN_TASKS, MESSAGES, Graph, Kind, Node
from motcua.core.process.model import Model, Process
from motcua.core.process.problems import Problem, error, warning
from motcua.core.process.soundness import NO_JOINS, Effort, has_joins, try_joins
from motcua.core.process.timers import is_over_at_once
from motcua.core.process.walks import Following, beginnings, following, in_order, loop_heads, ranks, reached

AWAITING = MESSAGES | {Kind.RECEIVE}
SENDING = frozenset({Kind.SEND, Kind.MESSAGE_THROW, Kind.MESSAGE_END})


def check_process(
    model: Model,
    process_id: str | None = None,
    *,
    called: Iterable[Process] = (),
    compile_condition: CompileCondition = compile_feel,
) -> list[Problem]:
    """All problems of one process, by line; those of level `error` forbid its use. Parameters as in `compile_process`.

    What `compile_process` refuses is always among the errors. Beyond that the drawing is searched for what would run
    and go wrong.
    """
    try:
        draft = draft_process(model, process_id, called, compile_condition)
    except NotExecutableError as unclear:
        return list(unclear.problems)
    graph = draft.graph
    after = following(graph)
    found = [
        *draft.problems,
        *_unread(draft),
        *_no_end(draft),
        *_unreachable(graph, after),
        *_without_way_to_an_end(graph, after),
        *_uncaught(graph),
        *_to_itself(graph),
        *_at_once(graph),
        *_without_default(graph),
        *_without_role(graph),
        *_stuck_joins(draft, after),
        *_endless_loops(graph, after),
    ]
    return sorted(found, key=lambda problem: problem.line)


def _unread(draft: Draft) -> Iterator[Problem]:
    for node in draft.process.content.all_nodes():
        for tag in node.unread:
            vi = f"«{node.label}»: phần {tag} không được dùng đến; vai trò lấy theo làn, dữ liệu do hệ thống giữ"
            en = f"“{node.label}”: {tag} is not used; the lane gives the role, the system keeps the data"
            yield warning("unread", node.id, node.line, vi, en)


def _no_end(draft: Draft) -> Iterator[Problem]:
    if not any(node.kind in ENDS and not node.scope for node in draft.graph.nodes):
        vi, en = "quy trình không có sự kiện kết thúc; hãy thêm", "the process has no end event; draw one"
        yield error("no-end", draft.process.id, draft.process.line, vi, en)


def _unreachable(graph: Graph, after: Following) -> Iterator[Problem]:
    """Nodes to which no way leads. Inside a scope that cannot be reached only the scope itself is named."""
    unknown = tuple(node.id for node in graph.nodes if node.kind is Kind.UNKNOWN)  # these may begin anything
    seen = reached(after, (*beginnings(graph), *unknown)) if graph.starts("") else set()
    for node in graph.nodes if seen else ():
        if node.id not in seen and (not node.scope or node.scope in seen):
            vi, en = f"không có đường nào tới «{node.label}»", f"no way leads to “{node.label}”"
            yield error("unreachable", node.id, node.line, vi, en)


def _without_way_to_an_end(graph: Graph, after: Following) -> Iterator[Problem]:
    """Where a token can come and from where it can never come to an end; of each such place the first node."""
    before: dict[str, list[str]] = {name: [] for name in after}
    for name, steps in after.items():
        for step in steps:
            before[step].append(name)
    ends = tuple(name for name, steps in after.items() if not steps or graph.node[name].kind is Kind.UNKNOWN)
    seen = reached({name: tuple(steps) for name, steps in before.items()}, ends)
    seen |= after.keys() - reached(after, beginnings(graph))
    for node in in_order(graph, after):
        if node.id not in seen:
            seen |= reached(after, (node.id,), seen)
            vi = f"từ «{node.label}» trở đi không có đường nào tới kết thúc; hồ sơ sẽ chạy quanh mãi"
            en = f"from “{node.label}” on no way leads to an end; the dossier would go round for ever"
            yield error("no-way-to-an-end", node.id, node.line, vi, en)


def _uncaught(graph: Graph) -> Iterator[Problem]:
    for node in graph.nodes:
        if node.kind is Kind.ERROR_END and catcher_of(graph, node) is None:
            vi = f"lỗi «{node.code}» của «{node.label}» không được xử lý ở đâu cả; hãy vẽ sự kiện bắt lỗi bên ngoài"
            en = f"nothing catches the error “{node.code}” of “{node.label}”; draw an error event outside of it"
            yield error("error-uncaught", node.id, node.line, vi, en)


def _to_itself(graph: Graph) -> Iterator[Problem]:
    """A message goes to somebody else: what waits for one that the process itself sends would wait for ever."""
    sent = {node.message: node for node in graph.nodes if node.kind in SENDING}
    for node in graph.nodes:
        if node.kind in AWAITING and node.message in sent:
            vi = f"«{node.label}» chờ thông điệp «{node.message}» do chính quy trình này gửi đi; hãy dùng tín hiệu"
            en = f"“{node.label}” waits for the message “{node.message}” that this process itself sends; use a signal"
            yield warning("message-to-itself", node.id, node.line, vi, en)


def _at_once(graph: Graph) -> Iterator[Problem]:
    for node in graph.nodes:
        if node.timer and is_over_at_once(node.timer):
            vi = f"«{node.label}»: thời hạn «{node.timer.value}» hết ngay khi bắt đầu; hãy xem lại"
            en = f"“{node.label}”: the time “{node.timer.value}” is over as soon as it begins; look at it again"
            yield warning("timer-zero", node.id, node.line, vi, en)


def _without_default(graph: Graph) -> Iterator[Problem]:
    for node in graph.nodes:
        guarded = [flow for flow in node.outgoing if graph.flow[flow].condition is not None]
        if guarded and len(guarded) == len(node.outgoing):
            vi = f"«{node.label}» không có nhánh mặc định; khi không điều kiện nào đúng, hồ sơ sẽ dừng tại đây"
            en = f"“{node.label}” has no default flow; when no condition holds, the dossier stops here"
            yield warning("no-default", node.id, node.line, vi, en)


def _without_role(graph: Graph) -> Iterator[Problem]:
    """Where lanes are drawn, each task of a person stands in one: otherwise it reaches nobody's inbox."""
    if not any(node.role for node in graph.nodes):
        return
    for node in graph.nodes:
        if node.kind in HUMAN_TASKS and node.role is None:
            vi = f"bước «{node.label}» không nằm trong làn nào nên không ai nhận được"
            en = f"task “{node.label}” stands in no lane, so nobody receives it"
            yield error("no-role", node.id, node.line, vi, en)


def _stuck_joins(draft: Draft, after: Following) -> Iterator[Problem]:
    graph = draft.graph
    if any(node.kind is Kind.UNKNOWN for node in graph.nodes):
        return  # how tokens move there is not known
    rank, effort = ranks(graph, after), Effort()
    for scope in graph.inside:
        joins = try_joins(graph, rank, scope, effort) if has_joins(graph, scope) else NO_JOINS
        if joins is None:
            around = graph.node[scope] if scope else draft.process
            vi = f"«{around.label}» có quá nhiều cách đi nên chưa biết các cổng gộp có bị kẹt không; hãy tách nhỏ"
            en = f"“{around.label}” has too many ways to tell whether its joins can stick; split it"
            yield warning("joins-not-tried", around.id, around.line, vi, en)
            continue
        for name in sorted(joins.stuck):
            yield _stuck(graph.node[name], opens=name in joins.opened)


def _stuck(join: Node, *, opens: bool) -> Problem:
    name = join.label
    if opens:
        vi = f"«{name}» có thể chờ mãi một nhánh không được chọn; hãy xem lại các điều kiện trước nó"
        en = f"“{name}” may wait for ever for a branch that was not chosen; look at the conditions before it"
        return warning("join-may-stick", join.id, join.line, vi, en)
    vi = f"«{name}» không bao giờ đủ nhánh để đi tiếp; cổng song song cần cả các nhánh, hãy dùng cổng chọn một để gộp"
    en = f"“{name}” can never open: it needs all branches and only some come; merge them with an exclusive gateway"
    return error("join-never-opens", join.id, join.line, vi, en)


def _endless_loops(graph: Graph, after: Following) -> Iterator[Problem]:
    """Loops without a node that waits. Data cannot change within one command, so such a loop never ends."""
    caught = {node.id for node in graph.nodes if node.kind in ERRORS}
    quick = caught | {node.id for node in graph.nodes if not node.waits}

    def steps(name: str) -> tuple[str, ...]:
        """Without those from a host to what catches its errors: something is thrown first."""
        return tuple(step for step in after[name] if step in quick and graph.node[step].host != name)

    for name in loop_heads({name: steps(name) for name in after if name in quick}):
        node = graph.node[name]
        vi = f"vòng lặp qua «{node.label}» không có bước nào để chờ nên sẽ chạy mãi"
        en = f"the loop through “{node.label}” has no step that waits, so it would never end"
        yield error("endless-loop", node.id, node.line, vi, en)
