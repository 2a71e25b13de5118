"""Satisfaction by procedure, office or step, in whole months: anonymous ratings know no shorter time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from django.db import connection

from motcua.core.kpi import Verdict, compare, satisfaction, withheld
from motcua.domain.feedback.questionnaire import Questionnaire, questionnaire
from motcua.domain.feedback.types import By, Months, Score

Group: TypeAlias = tuple[str, int | None, str]
Levels: TypeAlias = defaultdict[str, Counter[int]]

# What a rating counts for: its procedure; the office in charge; or each step of the way, at the office that did it.
_GROUPS: Mapping[By, tuple[str, str]] = {
    By.PROCEDURE: ("r.procedure_code, NULL::bigint, ''", ""),
    By.OFFICE: ("'', r.office_id, ''", ""),
    By.STEP: (
        "r.procedure_code, (s.step ->> 1)::bigint, s.step ->> 0",
        "CROSS JOIN LATERAL jsonb_array_elements(r.steps) AS s (step)",
    ),
}
_COUNT = """
SELECT {columns}, l.key, l.value::int, count(*)
FROM feedback_rating r {steps} CROSS JOIN LATERAL jsonb_each_text(r.levels) AS l
WHERE r.agency_id = ANY (%s) AND r.month BETWEEN %s AND %s
GROUP BY 1, 2, 3, 4, 5
"""


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of several groups, the most often rated first, and of all together. compared: each beside all others,
    in the same order.
    """

    rows: tuple[Score, ...]
    total: Score
    compared: tuple[Verdict, ...]


def scores(by: By, months: Months, agencies: Iterable[int]) -> Scores:
    """The scores of those who rated dossiers of these agencies. A group with fewer answers than the minimum sample
    tells only how many there are; so does one from which such a group could be worked out. Raises NoQuestionsError.
    """
    asked = questionnaire()
    groups: defaultdict[Group, Levels] = defaultdict(_no_levels)
    for procedure, office, step, question, level, n in _counted(by, months, agencies):
        groups[procedure, office, step][question][level] += n
    rows = sorted(
        (_score(group, levels, asked) for group, levels in groups.items()),
        key=lambda each: (-each.overall.n, each.procedure_code, each.office_id or 0, each.step),
    )
    # A dossier goes through many steps, so these do not add up to the whole, and nothing is worked out from them.
    apart = withheld([row.overall.n for row in rows], asked.reading.minimum) if by is not By.STEP else frozenset()
    shown = tuple(_count_only(row) if place in apart else row for place, row in enumerate(rows))
    everything = total(months, agencies)
    return Scores(shown, everything, tuple(_beside_others(row, everything, asked, len(shown)) for row in shown))


def total(months: Months, agencies: Iterable[int]) -> Score:
    """All of them together. Raises NoQuestionsError."""
    levels = _no_levels()
    for *_group, question, level, n in _counted(By.PROCEDURE, months, agencies):
        levels[question][level] += n
    return _score(("", None, ""), levels, questionnaire())


def _counted(by: By, months: Months, agencies: Iterable[int]) -> list[tuple[str, int | None, str, str, int, int]]:
    columns, steps = _GROUPS[by]
    with connection.cursor() as cursor:
        cursor.execute(
            _COUNT.format(columns=columns, steps=steps), [list(agencies), _first(months.first), _first(months.last)]
        )
        return list(cursor.fetchall())


def _score(group: Group, levels: Levels, asked: Questionnaire) -> Score:
    told = {key: satisfaction(counts, asked.reading) for key, counts in levels.items()}
    main = told.pop(asked.overall.key, satisfaction({}, asked.reading))
    return Score(*group, overall=main, indices=told)


def _count_only(row: Score) -> Score:
    bare = {key: replace(each, figures=None) for key, each in row.indices.items()}
    return replace(row, overall=replace(row.overall, figures=None), indices=bare)


def _beside_others(row: Score, everything: Score, asked: Questionnaire, among: int) -> Verdict:
    """A group beside all that are not in it."""
    own, whole = row.overall.figures, everything.overall.figures
    others = everything.overall.n - row.overall.n
    if own is None or whole is None or others < asked.reading.minimum:
        return Verdict.TOO_FEW
    satisfied = whole.satisfied - own.satisfied
    rest = satisfaction({asked.reading.satisfied_from: satisfied, 0: others - satisfied}, asked.reading)
    return compare(row.overall, rest, asked.reading.confidence, max(1, among)).verdict


def _no_levels() -> Levels:
    return defaultdict(Counter)


def _first(day: date) -> date:
    return day.replace(day=1)
