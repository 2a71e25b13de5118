"""Which agencies the form of a dossier names to be asked."""

from __future__ import annotations

from motcua.domain.dossiers.bulk.filing import typed_form
from motcua.domain.dossiers.bulk.playing import Player
from motcua.domain.dossiers.bulk.shape import Variant
from motcua.domain.dossiers.city.course import Course


def asked_by_form(player: Player, course: Course, variant: Variant) -> tuple[int | None, ...]:
    """Those whom the steps that were done may have asked because the form names their place, in its order; 0 for the
    one that decides, which does not ask itself, and None for one that does not work on the city's system.
    """
    world = player.world(course.version_id)
    done = {each.node for each in course.steps}
    steps = (step for key, step in world.procedure.steps.items() if step.asked_where and key in done)
    named = [asked for step in steps for asked in step.asked_where.items()]
    if not named:
        return ()
    form = typed_form(player.material, course, world.procedure, variant, player.cast(course))
    facts = world.procedure.form.facts(form)
    found: dict[tuple[str, str], int | None] = {}
    for kind, where in named:
        units = where.evaluate({"form": facts})
        for unit in units if isinstance(units, list | tuple) else (units,):
            if isinstance(unit, str):
                found[kind, unit] = world.agency_in(kind, unit, course.filed_at.date())
    return tuple(0 if agency == course.competent_id else agency for agency in found.values())
