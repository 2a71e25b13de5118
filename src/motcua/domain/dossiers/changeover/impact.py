"""The impact list: which running dossiers another version of their procedure would meet, where each would stand, and
which cannot be moved and why. Looking changes nothing, and nobody's work waits for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from uuid import UUID

from motcua.core.forms import FormDefinition, Text
from motcua.core.procedure import Step
from motcua.core.procedure.course import standing_steps
from motcua.core.process import Definition, Flow, MessageAwaited, SignalAwaited, State, TimerArmed
from motcua.core.process.changeover import suggest_mapping
from motcua.core.process.changeover.names import Names, arrows_before_joins, keeps
from motcua.core.process.changeover.names import alike as may_become
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.catalogue.lives import version_card
from motcua.domain.dossiers.acts.case import Case
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.changeover.fitting import Fit, Fitting, fitting_of
from motcua.domain.dossiers.changeover.missing import missing_data
from motcua.domain.dossiers.changeover.moving import moved_task, on_version, standing_of
from motcua.domain.dossiers.changeover.running_dossiers import Alike, Group, groups_of, other_versions
from motcua.domain.dossiers.changeover.types import (
    DossierImpact,
    ElementToMap,
    Impact,
    ImpactGroup,
    Mappings,
    Reason,
    Refusal,
    Selection,
    StepMove,
    StepSeen,
    TaskImpact,
)
from motcua.domain.dossiers.models import Dossier
from motcua.domain.dossiers.store.read import read_cases
from motcua.domain.dossiers.types import TIMER, TaskKind
from motcua.domain.dossiers.world import world_around
from motcua.domain.identity import queries as identity
from motcua.domain.identity.types import NotFoundError

NO_MAPPING: Mappings = {}


def impact(code: str, to_version_id: int, now: datetime, *, mapping: Mappings = NO_MAPPING) -> Impact:
    """What moving to a version would mean for every dossier that runs on another version of the procedure.

    The version need not be published yet. mapping: for each version that dossiers come from, which element of its
    process becomes which; what it leaves out keeps its id. Raises UnknownVersionError, BadMappingError.
    """
    versions = other_versions(code, to_version_id)
    fittings = _fittings(versions, to_version_id, mapping)
    groups = groups_of(fittings)
    numbers = {each.id: each.number for each in versions.values()}
    return Impact(
        code,
        to_version_id,
        version_card(to_version_id).number,
        tuple(_group(group, fittings[group.alike.version_id], numbers, now) for group in groups),
    )


def impact_on_dossiers(
    code: str,
    to_version_id: int,
    group: str,
    now: datetime,
    *,
    mapping: Mappings = NO_MAPPING,
    first: int = 0,
    size: int = 50,
) -> tuple[DossierImpact, ...]:
    """The very dossiers of one group of the impact list, longest due first: whose each task would be and until when."""
    fittings = _fittings(other_versions(code, to_version_id), to_version_id, mapping)
    found = next((each for each in groups_of(fittings) if each.alike.key == group), None)
    if found is None:
        return ()
    fitting = fittings[found.alike.version_id]
    ids = [dossier_id for _, dossier_id in sorted(found.dossiers, key=_by_due_day)[first : first + size]]
    cases, rows = read_cases(ids), Dossier.objects.in_bulk(ids)
    return tuple(_dossier(cases[each], rows[each], fitting, to_version_id, now) for each in ids if each in cases)


def elements_to_map(from_version_id: int, to_version_id: int) -> tuple[ElementToMap, ...]:
    """Every element of an old process in which a dossier can stand, which of the new one it seems to be, and which it
    could be: the table in which the reformer maps what was split, merged or renamed.
    """
    old, new = catalogue.version(from_version_id).process, catalogue.version(to_version_id).process
    suggested = suggest_mapping(old, new)
    return (*_nodes_to_map(old, new, suggested), *_arrows_to_map(old, new, suggested))


def _nodes_to_map(old: Definition, new: Definition, suggested: Mapping[str, str]) -> Iterator[ElementToMap]:
    for node in filter(keeps, old.nodes):
        candidates = tuple((each.id, each.label) for each in new.nodes if keeps(each) and may_become(node, each))
        yield ElementToMap(node.id, node.label, node.kind, suggested.get(node.id, ""), candidates)


def _arrows_to_map(old: Definition, new: Definition, suggested: Mapping[str, str]) -> Iterator[ElementToMap]:
    names = Names(old, new, suggested)
    candidates = tuple((flow.id, _ends(new, flow)) for flow in arrows_before_joins(new))
    for flow in arrows_before_joins(old):
        becomes, kind = names.arrow(flow.id), old.graph.node[flow.target].kind
        known = becomes if isinstance(becomes, str) else ""
        yield ElementToMap(flow.id, _ends(old, flow), kind, known, candidates, is_arrow=True)


def _ends(definition: Definition, flow: Flow) -> str:
    """How people name an arrow: by what it leads from and to."""
    source, target = definition.graph.node[flow.source], definition.graph.node[flow.target]
    return f"{source.label} → {target.label}"


def chosen_by(
    code: str, to_version_id: int, selection: Selection, mapping: Mappings, now: datetime
) -> list[tuple[UUID, int]]:
    """The dossiers that a selection means, with the versions they come from: all that can be moved, of the groups that
    it names if it names any; and those that it names themselves, movable or not, for they are told why not.
    """
    fittings = _fittings(other_versions(code, to_version_id), to_version_id, mapping)
    chosen: list[tuple[UUID, int]] = []
    for group in groups_of(fittings):
        by_group = group.alike.key in selection.groups or not (selection.groups or selection.dossiers)
        movable = by_group and isinstance(fittings[group.alike.version_id].try_on(group.alike.standing, now), Fit)
        chosen += [
            (dossier_id, group.alike.version_id)
            for _, dossier_id in group.dossiers
            if movable or dossier_id in selection.dossiers
        ]
    return chosen


def _fittings(versions: Mapping[int, object], to_version_id: int, mapping: Mappings) -> dict[int, Fitting]:
    return {each: fitting_of(each, to_version_id, mapping.get(each, {})) for each in versions}


def _group(group: Group, fitting: Fitting, numbers: Mapping[int, int], now: datetime) -> ImpactGroup:
    alike = group.alike
    found = fitting.try_on(alike.standing, now)
    fit, reasons = (found, ()) if isinstance(found, Fit) else (None, found)
    return ImpactGroup(
        key=alike.key,
        version_id=alike.version_id,
        version_number=numbers[alike.version_id],
        case_key=alike.case_key,
        phase=alike.phase,
        waiting_for=alike.waiting_for,
        dossiers=len(group.dossiers),
        moves=tuple(_moves(alike.shape, fitting, fit)),
        listens=tuple(_listens(fitting, fit)) if fit else (),
        missing=missing_data(fitting, fit, alike.case_key, _form_of(alike)) if fit else (),
        earliest_due_at=group.earliest_due_at,
        reasons=reasons,
    )


def _form_of(alike: Alike) -> FormDefinition:
    """The form that the applicants of these dossiers filled in."""
    return catalogue.version(alike.terms_id or alike.version_id).form


def _moves(state: State, fitting: Fitting, fit: Fit | None) -> Iterator[StepMove]:
    """Where dossiers stand and would stand, step by step."""
    if fit:
        yield from (StepMove(_seen(pair.before), _seen(pair.after)) for pair in fitting.pairs(state, fit.changed))
    else:
        yield from (StepMove(_seen(step), None) for _, step in standing_steps(fitting.old, state))


def _listens(fitting: Fitting, fit: Fit) -> Iterator[Text]:
    """What the new process begins to wait for beside the steps, by its name in the drawing."""
    begun = (each for each in fit.changed.changes if isinstance(each, TimerArmed | MessageAwaited | SignalAwaited))
    labels = (fitting.new.process.graph.node[each.node].label for each in begun)
    yield from (Text(label, label) for label in labels)


def _dossier(case: Case, row: Dossier, fitting: Fitting, to_version_id: int, now: datetime) -> DossierImpact:
    fit = fitting.try_on(standing_of(case), now)
    tasks: tuple[TaskImpact, ...] = ()
    reasons: tuple[Reason, ...] = ()
    if isinstance(fit, Fit):
        work = Working(case, world_around(on_version(case, to_version_id)), TIMER, now)
        try:
            tasks = tuple(_tasks(work, fitting, fit))
        except NotFoundError as error:
            reasons = (Reason(Refusal.NO_OFFICE, "", Text(error.vi, error.en)),)
    else:
        reasons = fit
    due_at = case.clock.due_at if case.clock else None
    return DossierImpact(case.id, row.code or row.reference, row.applicant_name, due_at, tasks, reasons)


def _tasks(work: Working, fitting: Fitting, fit: Fit) -> Iterator[TaskImpact]:
    pairs = {pair.n_before: pair for pair in fitting.pairs(work.case.process, fit.changed)}
    for task in work.case.tasks:
        if task.kind is TaskKind.STEP:
            pair = pairs[task.n]
            after = moved_task(work, task, pair)
            yield TaskImpact(
                n=task.n,
                before=_seen(pair.before),
                after=_seen(pair.after),
                office_before=identity.agency(task.office_id).name,
                office_after=identity.agency(after.office_id).name,
                holder_stays=after.holder_id == task.holder_id,
                due_before=task.due_at,
                due_after=after.due_at,
            )


def _seen(step: Step) -> StepSeen:
    return StepSeen(step.key, step.name, step.role.name, step.limit)


def _by_due_day(dossier: tuple[datetime | None, UUID]) -> tuple[bool, datetime | None, UUID]:
    """Those that are due first come first, those that are not accepted yet last."""
    due_at, dossier_id = dossier
    return due_at is None, due_at, dossier_id
