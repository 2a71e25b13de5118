"""From a fee table and a dossier to the fee.

For each item exactly one row must hold. Of the exemptions and reductions that touch it the largest is granted, the
first of equals; of the subsidies the largest on what is left. That reliefs do not add up is a choice of ours: no text
that we know says otherwise.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from motcua.core.fees.assessment import Assessment, Granted, Line, NotApplied
from motcua.core.fees.errors import AssessmentError, Path
from motcua.core.fees.rows import Item, Relief, Row, Scope
from motcua.core.fees.table import FeeTable
from motcua.core.fees.terms import Channel, ReliefKind
from motcua.core.rules import Evaluation, Expression, Message, RuleError, Value, kind_of

LARGEST_AMOUNT: Final = 2**63 - 1
"""The largest integer that a column of the database holds."""


def assess(
    table: FeeTable,
    on: date,
    channel: Channel | str,
    case: str | None,
    data: Mapping[str, object],
    *,
    policy: Iterable[Relief] = (),
) -> Assessment:
    """The fee of a dossier handed in on a day (in the office's calendar), by a channel, for a case of the procedure.

    Expressions see the data and the names `channel`, `case` and `on`. `policy` are the city's own reliefs, which come
    after the table's. Raises `AssessmentError` when a row or relief cannot be decided from the data, when none or
    several rows of an item hold, and when an amount is negative or no whole number of đồng.
    """
    if channel not in set(Channel):
        raise AssessmentError((), Message(f"không có kênh nộp “{channel}”", f"there is no channel “{channel}”"))
    dossier = _Dossier(on, Channel(channel), case, {**data, "channel": str(channel), "case": case, "on": on})
    reliefs = (*table.reliefs, *policy)
    lines = tuple(line for item in table.items if (line := dossier.line(item, reliefs)))
    return Assessment(on, dossier.channel, case, lines, tuple(dossier.not_applied))


@dataclass(slots=True)
class _Dossier:
    on: date
    channel: Channel
    case: str | None
    data: Mapping[str, object]
    not_applied: list[NotApplied] = field(default_factory=list)

    def line(self, item: Item, reliefs: Sequence[Relief]) -> Line | None:
        if not self.is_in(item.scope, item.path):
            return None
        row = self.row(item)
        amount, quantity = self.amount(row, "amount", row.amount), self.amount(row, "quantity", row.quantity)
        gross = _whole(row.path, Decimal(amount) * quantity)
        touching = [relief for relief in reliefs if relief.touches(item, row) and self.holds(relief)]
        return Line(
            item=item.code,
            name=item.name,
            kind=item.kind,
            collected=item.collected,
            unit_amount=amount,
            quantity=quantity,
            reliefs=tuple(self.granted(touching, gross)),
            set_by=row.set_by,
            basis=row.basis,
            certainty=row.certainty,
            stated=row.stated,
            path=row.path,
        )

    def row(self, item: Item) -> Row:
        """The one row that holds."""
        rows = [row for row in item.rows if self.holds(row)]
        if len(rows) == 1:
            return rows[0]
        if not rows:
            raise AssessmentError(
                item.path, Message("không dòng nào được áp dụng cho hồ sơ này", "no row holds for this dossier")
            )
        numbers = ", ".join(str(item.rows.index(row) + 1) for row in rows)
        raise AssessmentError(
            item.path, Message(f"các dòng {numbers} cùng được áp dụng", f"the rows {numbers} hold at the same time")
        )

    def holds(self, part: Row | Relief) -> bool:
        if not self.is_in(part.scope, part.path):
            return False
        if part.when is None:
            return True
        path = (*part.path, "when")
        answer, reasons = self.evaluated(path, part.when, self.data)
        if answer is False:
            unmet = Message("điều kiện không thỏa mãn", "the condition is not met")
            self.leave_out(part.path, _joined([unmet, *reasons]))
        elif answer is not True:
            raise AssessmentError(path, Message("điều kiện phải là đúng hoặc sai", "a condition must be true or false"))
        return answer is True

    def is_in(self, scope: Scope, path: Path) -> bool:
        if not scope.period.holds(self.on):
            self.leave_out(path, Message("không có hiệu lực vào ngày nộp", "not in force on the day of submission"))
        elif not scope.takes(self.channel, self.case):
            self.leave_out(path, Message("dành cho kênh nộp hoặc trường hợp khác", "for another channel or case"))
        return scope.holds(self.on, self.channel, self.case)

    def granted(self, reliefs: Sequence[Relief], gross: int) -> Iterable[Granted]:
        """The largest waiver, and of what is left the largest subsidy."""
        left = gross
        for subsidies in (False, True):
            offers = [
                (self.offered(relief, left), relief)
                for relief in reliefs
                if (relief.kind is ReliefKind.SUBSIDY) is subsidies
            ]
            offer, best = max(offers, key=lambda each: each[0], default=(Decimal(0), None))
            for _, relief in offers:
                if not offer:
                    self.leave_out(relief.path, Message("không còn gì để giảm", "nothing is left to take off"))
                elif relief is not best:
                    self.leave_out(relief.path, Message("đã có mức lợi hơn", "a larger one was granted"))
            if best and offer:
                amount = _whole(best.path, offer)
                left -= amount
                yield Granted(best.code, best.name, best.kind, amount, best.borne_by, best.basis)

    def offered(self, relief: Relief, gross: int) -> Decimal:
        """What the relief would take off: of a percentage perhaps no whole đồng, which matters if it is granted."""
        if relief.percent is not None:
            return Decimal(gross) * relief.percent / 100
        amount = self.amount(relief, "amount", relief.amount or 0, gross=gross)
        if amount > gross:
            raise AssessmentError(
                (*relief.path, "amount"), Message("mức giảm lớn hơn số phải thu", "more is waived than is due")
            )
        return Decimal(amount)

    def amount(self, part: Row | Relief, key: str, rule: int | Expression, **more: int) -> int:
        if isinstance(rule, int):
            return rule
        path = (*part.path, key)
        found, _ = self.evaluated(path, rule, {**self.data, **more})
        return _whole(path, found)

    def evaluated(self, path: Path, rule: Expression, scope: Mapping[str, object]) -> tuple[Value, list[Message]]:
        """What the rule comes to, and what it stumbled over; to come to nothing is an error."""
        evaluation = Evaluation()
        try:
            found = rule.evaluate(scope, evaluation)
        except RuleError as error:
            raise AssessmentError(path, error.sentence) from error
        reasons = [warning.message for warning in evaluation.warnings]
        if found is None:
            raise AssessmentError(
                path, _joined([Message("chưa đủ dữ liệu để tính", "the data do not suffice"), *reasons])
            )
        return found, reasons

    def leave_out(self, path: Path, reason: Message) -> None:
        """Note it once, however many items it was looked at for."""
        left_out = NotApplied(path, reason)
        if left_out not in self.not_applied:
            self.not_applied.append(left_out)


def _whole(path: Path, found: Value) -> int:
    if isinstance(found, Decimal) and 0 <= found <= LARGEST_AMOUNT and found == found.to_integral_value():
        return int(found)
    shown = f"{found.normalize():.10g}" if isinstance(found, Decimal) else kind_of(found)
    raise AssessmentError(
        path,
        Message(
            f"kết quả {shown} không phải số nguyên từ 0 đến {LARGEST_AMOUNT}",
            f"the result {shown} is no whole number from 0 to {LARGEST_AMOUNT}",
        ),
    )


def _joined(messages: Sequence[Message]) -> Message:
    return Message(": ".join(message.vi for message in messages), ": ".join(message.en for message in messages))
