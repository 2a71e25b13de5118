"""What a task is called that is one of several at the same step: by its place, or by what it concerns."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from motcua.core.forms import Text
from motcua.core.procedure import Procedure, course
from motcua.core.process import State, data_inside
from motcua.domain.dossiers.queries.page import DossierPage
from motcua.domain.dossiers.types import Task, TaskKind


def is_one_of_several(procedure: Procedure, task: Task) -> bool:
    """Whether there may be several such tasks at once, or one after the other."""
    return task.kind is TaskKind.STEP and task.step in procedure.process.repeated


def named_by_place(name: Text, process: State, n: int) -> Text:
    """«Hỏi từng cơ quan (lượt 2)»."""
    places = ".".join(map(str, course.place_of(process, n)))
    return Text(f"{name.vi} (lượt {places})", f"{name.en} (no. {places})") if places else name


def named_by_item(page: DossierPage, task: Task, now: datetime) -> Text:
    """«Hỏi từng cơ quan: Điện lực», for whoever may read the form; by its place where the item has no words."""
    name = page.procedure.steps[task.step].name
    item = _item_of(page, task, now)
    if item is None:
        return named_by_place(name, page.process, task.n)
    return Text(f"{name.vi}: {item.vi}", f"{name.en}: {item.en}")


def _item_of(page: DossierPage, task: Task, now: datetime) -> Text | None:
    """The item of the list on which the instance works, as the form calls it."""
    procedure = page.procedure
    waits = {wait.number: wait for wait in page.process.waits}
    wait = waits.get(task.n)
    while wait and not wait.place:
        wait = waits.get(wait.parent)
    repeat = procedure.process.graph.node[wait.node].repeat if wait else None
    if repeat is None or not repeat.item:
        return None
    data = {"case": page.case_key, "channel": page.card.channel.value, "form": procedure.form.facts(page.form)}
    item = data_inside(procedure.process, page.process, task.n, data, now).get(repeat.item)
    return _in_words(item, procedure, repeat.collection)


def _in_words(item: object, procedure: Procedure, collection: str) -> Text | None:
    if isinstance(item, Mapping):  # a row: by the first thing that was written in it
        item = next((value for value in item.values() if isinstance(value, str) and value), None)
    if not isinstance(item, str) or not item:
        return None
    field = dict(procedure.form.fields()).get(collection.strip().removeprefix("form."))
    options = field.options if field else ()
    return next((option.label for option in options if option.code == item), Text(item, item))
