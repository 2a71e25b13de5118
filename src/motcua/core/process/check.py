"""What a careful reader of a drawing would object to before anybody runs it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from motcua.core.process.conditions import CompileCondition, compile_feel
from motcua.core.process.draft import Draft, draft_process
from motcua.core.process.errors import NotExecutableError
from motcua.core.process.graph import ENDS, HUMAN_TASKS, Graph, Kind, Node
from motcua.core.process.model import Model, Process
from motcua.core.process.problems import Problem, error, warning
from motcua.core.process.soundness import try_joins
from motcua.core.process.walks import Following, following, loop_heads, ranks, reached


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
        *_without_default(graph),
        *_without_role(graph),
        *_stuck_joins(graph, after),
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
    seen = reached(after, (*(node.id for node in graph.starts("")), *unknown))
    for node in graph.nodes if seen else ():
        if node.id not in seen and (not node.scope or node.scope in seen):
            vi, en = f"không có đường nào tới «{node.label}»", f"no way leads to “{node.label}”"
            yield error("unreachable", node.id, node.line, vi, en)


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


def _stuck_joins(graph: Graph, after: Following) -> Iterator[Problem]:
    if any(node.kind is Kind.UNKNOWN for node in graph.nodes):
        return  # how tokens move there is not known
    rank = ranks(graph, after)
    for scope in dict.fromkeys(node.scope for node in graph.nodes):
        joins = try_joins(graph, rank, scope)
        for name in sorted(joins.stuck) if joins else ():
            yield _stuck(graph.node[name], opens=joins is not None and name in joins.opened)


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
    quick = {node.id for node in graph.nodes if not node.waits}
    for name in loop_heads({n: tuple(step for step in after[n] if step in quick) for n in after if n in quick}):
        node = graph.node[name]
        vi = f"vòng lặp qua «{node.label}» không có bước nào để chờ nên sẽ chạy mãi"
        en = f"the loop through “{node.label}” has no step that waits, so it would never end"
        yield error("endless-loop", node.id, node.line, vi, en)
