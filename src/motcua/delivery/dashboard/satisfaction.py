"""Satisfaction as leaders see it: a sentence, and a table with sample and interval beside each share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from motcua.core.kpi import Figures, Satisfaction, Verdict, one_decimal
from motcua.delivery.desk.frame import office_name
from motcua.delivery.ui.rating import procedure_called
from motcua.delivery.ui.words import in_language, language, number, percent
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.catalogue.types import NotOfferedError
from motcua.domain.feedback.queries.scores import scores
from motcua.domain.feedback.questionnaire import Questionnaire, questionnaire
from motcua.domain.feedback.types import By, Months, Score
from motcua.domain.identity import queries as identity
from motcua.domain.identity.types import Agency

BAR, MARK = 240, 3
BY_WORDS: Mapping[str, By] = {"thu-tuc": By.PROCEDURE, "bo-phan": By.OFFICE, "buoc": By.STEP}
_MONTHS: Mapping[str, Callable[[date], Months]] = {
    "thang": lambda today: Months(today.replace(day=1), today),
    "thang-truoc": lambda today: _whole(today.replace(day=1) - timedelta(days=1)),
    "quy": lambda today: Months(today.replace(month=today.month - (today.month - 1) % 3, day=1), today),
    "nam": lambda today: Months(today.replace(month=1, day=1), today),
}
USUAL = "quy"


@dataclass(frozen=True, slots=True)
class Bar:
    """A share and its interval in the units of the picture."""

    share: float
    low: float
    width: float


@dataclass(frozen=True, slots=True)
class Row:
    """One group, one question, or all together. verdict: of a group beside the others."""

    name: str
    beside: str
    overall: Satisfaction
    verdict: Verdict | None = None

    @property
    def bar(self) -> Bar | None:
        """The picture; nothing to draw where the sample is too small."""
        found = self.overall.figures
        if found is None:
            return None
        low, high = (round(BAR * each, 1) for each in found.interval)
        return Bar(round((BAR - MARK) * found.share, 1), low, round(high - low, 1))

    @property
    def share(self) -> str:
        """The share of the satisfied."""
        return percent(self.overall.figures.share) if self.overall.figures else ""

    @property
    def interval(self) -> str:
        """Such as “70–97 %”."""
        return _interval(self.overall.figures) if self.overall.figures else ""

    @property
    def mean(self) -> str:
        """The mean level with one decimal."""
        return _mean(self.overall)


@dataclass(frozen=True, slots=True)
class SatisfactionPage:
    """Everything on the page. asked: the other questions, answered by all together. best: the highest level."""

    by: str
    period: str
    months: Months
    sentence: str
    rows: tuple[Row, ...]
    total: Row
    asked: tuple[Row, ...]
    minimum: int
    best: int
    confidence: str


def period_names() -> dict[str, str]:
    """The periods by their words; whole months, for anonymous ratings know no shorter time."""
    return {"thang": _("Tháng này"), "thang-truoc": _("Tháng trước"), "quy": _("Quý này"), "nam": _("Năm nay")}


def by_names() -> dict[str, str]:
    """The groups by their words."""
    return {"thu-tuc": _("Theo thủ tục"), "bo-phan": _("Theo bộ phận"), "buoc": _("Theo bước")}


def satisfaction_page(agencies: Sequence[Agency], by: str, period: str, today: date) -> SatisfactionPage:
    """The page for the agencies that somebody leads. Raises NoQuestionsError."""
    asked = questionnaire()
    months = _MONTHS[period](today)
    found = scores(BY_WORDS[by], months, [agency.id for agency in agencies])
    rows = tuple(_row(score, verdict, today) for score, verdict in zip(found.rows, found.compared, strict=True))
    return SatisfactionPage(
        by=by,
        period=period,
        months=months,
        sentence=_sentence(found.total.overall, asked),
        rows=rows,
        total=Row(_("Cộng"), "", found.total.overall),
        asked=tuple(
            Row(in_language(question.name), "", found.total.indices[question.key])
            for question in asked.questions[1:]
            if question.key in found.total.indices
        ),
        minimum=asked.reading.minimum,
        best=max(asked.overall.values),
        confidence=percent(asked.reading.confidence),
    )


def _sentence(whole: Satisfaction, asked: Questionnaire) -> str:
    if whole.figures is None:
        said = _("Có %(n)s đánh giá; từ %(minimum)s đánh giá mới nêu tỷ lệ.")
        return said % {"n": number(whole.n), "minimum": number(asked.reading.minimum)}
    said = _("%(share)s hài lòng trong %(n)s đánh giá, khoảng tin cậy %(interval)s.")
    return said % {
        "share": percent(whole.figures.share),
        "n": number(whole.n),
        "interval": _interval(whole.figures),
    }


def _row(score: Score, verdict: Verdict, today: date) -> Row:
    office = office_name(identity.agency(score.office_id)) if score.office_id is not None else ""
    procedure = procedure_called(score.procedure_code, today) if score.procedure_code else ""
    name, beside = procedure or office, office if procedure else ""
    if score.step:
        name, beside = _step_name(score.procedure_code, score.step, today), f"{procedure} · {office}"
    return Row(name, beside, score.overall, verdict)


def _step_name(code: str, step: str, today: date) -> str:
    """What the step is called in the procedure of today; its key where that has it no more."""
    try:
        steps = catalogue.version(catalogue.published(code, today)).steps
    except NotOfferedError:
        return step
    return in_language(steps[step].name) if step in steps else step


def _mean(found: Satisfaction) -> str:
    if found.figures is None:
        return ""
    shown = str(one_decimal(found.figures.mean))
    return shown if language() == "en" else shown.replace(".", ",")


def _interval(figures: Figures) -> str:
    low, high = (round(100 * each) for each in figures.interval)
    return f"{low}–{high}\N{NO-BREAK SPACE}%"


def _whole(day: date) -> Months:
    return Months(day.replace(day=1), day)
