"""The leaders' page as it is shown: one sentence, one picture, two tables, the longest late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.delivery.dashboard.periods import ChosenPeriod
from motcua.delivery.desk.access import AtWork
from motcua.delivery.desk.frame import office_name
from motcua.delivery.ui.words import number
from motcua.domain.dossiers.queries.open import OpenDossier, OpenGroup, open_dossiers
from motcua.domain.identity.types import Agency
from motcua.domain.reporting.queries import figures_by_agency, total
from motcua.domain.reporting.types import Figures

LONGEST_LATE = 5
BAR = 240
_SHOWN = (OpenGroup.LATE, OpenGroup.SOON, OpenGroup.IN_TIME, OpenGroup.WAITING)
_CLASSES = {OpenGroup.LATE: "late", OpenGroup.SOON: "soon", OpenGroup.IN_TIME: "quiet", OpenGroup.WAITING: "waiting"}


@dataclass(frozen=True, slots=True)
class Part:
    """One coloured part of a bar, in the units of the picture."""

    kind: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Row:
    """One agency, or all of them together when `code` is empty."""

    code: str
    name: str
    figures: Figures
    bar: tuple[Part, ...]

    @property
    def in_words(self) -> str:
        """What the bar shows."""
        each = self.figures
        return _("%(late)s quá hạn, %(soon)s sắp đến hạn, %(in_time)s trong hạn, %(waiting)s chờ người nộp") % {
            "late": number(each.open_late),
            "soon": number(each.open_soon),
            "in_time": number(each.open_in_time),
            "waiting": number(each.open_waiting),
        }


@dataclass(frozen=True, slots=True)
class LeaderPage:
    """Everything a leader sees. idle: how many agencies had nothing to show."""

    period: ChosenPeriod
    sentence: str
    rows: tuple[Row, ...]
    total: Row
    idle: int
    longest: tuple[OpenDossier, ...]


def leader_page(agencies: Sequence[Agency], period: ChosenPeriod, by: AtWork) -> LeaderPage:
    """The page for the agencies that the officer leads, the latest first."""
    found = figures_by_agency([agency.id for agency in agencies], period.days, by.now)
    shown = [(agency, found[agency.id]) for agency in agencies if agency.id in found]
    shown.sort(key=lambda pair: (-pair[1].open_late, -pair[1].open_soon, -pair[1].open, pair[0].code))
    widest = max((each.open for _, each in shown), default=0)
    rows = tuple(Row(agency.code, office_name(agency), each, _bar(each, widest)) for agency, each in shown)
    everything = total(each for _, each in shown)
    return LeaderPage(
        period=period,
        sentence=_sentence(rows, everything),
        rows=rows,
        total=Row("", _("Cộng"), everything, ()),
        idle=len(agencies) - len(rows),
        longest=open_dossiers([agency.id for agency in agencies], OpenGroup.LATE, by.now, size=LONGEST_LATE),
    )


def _sentence(rows: Sequence[Row], everything: Figures) -> str:
    """What is wrong and where, in one sentence."""
    if everything.open_late:
        said = ngettext("Lúc này có %(n)s hồ sơ quá hạn", "Lúc này có %(n)s hồ sơ quá hạn", everything.open_late) % {
            "n": number(everything.open_late)
        }
        worst = max(rows, key=lambda row: row.figures.open_late)
    elif everything.open_soon:
        said = _("Không có hồ sơ nào quá hạn; %(n)s hồ sơ sắp đến hạn") % {"n": number(everything.open_soon)}
        worst = max(rows, key=lambda row: row.figures.open_soon)
    else:
        return _("Không có hồ sơ nào quá hạn hoặc sắp đến hạn.")
    if len(rows) == 1:
        return f"{said}."
    n = worst.figures.open_late or worst.figures.open_soon
    return _("%(said)s, nhiều nhất ở %(where)s (%(n)s).") % {"said": said, "where": worst.name, "n": number(n)}


def _bar(figures: Figures, widest: int) -> tuple[Part, ...]:
    """The open dossiers of an agency against the agency that has most of them."""
    parts, x = [], 0.0
    for group in _SHOWN:
        width = round(BAR * getattr(figures, f"open_{group.value}") / widest, 1) if widest else 0.0
        if width:
            parts.append(Part(_CLASSES[group], x, width))
            x = round(x + width, 1)
    return tuple(parts)
