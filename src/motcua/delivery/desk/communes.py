"""A commune as an officer names it: picked from the list that is offered, or typed as its name or its code."""

from __future__ import annotations

import re
from datetime import date

from motcua.core.text import fold
from motcua.delivery.desk.posted import IncompleteError
from motcua.delivery.ui.filling.units import find_communes
from motcua.domain.identity import queries as identity
from motcua.domain.identity.types import Level, NotFoundError

# `Phường An Khánh, Thành phố Hồ Chí Minh (27094)`, or the code alone.
_CODE = re.compile(r"(?:^|\()([0-9]{5})\)?$")


def commune_meant(text: str, on: date) -> str:
    """The code of the commune of that day that the words mean; empty for no words. IncompleteError when they mean none
    or several.
    """
    if not text:
        return ""
    if coded := _CODE.search(text):
        return _known(coded[1], on)
    found = find_communes(text, on)
    exact = [place for place in found if fold(place.label.partition(",")[0]) == fold(text)]
    if len(meant := exact or found) == 1:
        return meant[0].commune
    if not found:
        raise _no_commune(text)
    places = "; ".join(f"{place.label} ({place.commune})" for place in meant)
    raise IncompleteError(
        f"Có nhiều nơi tên “{text}”: {places}. Hãy chọn một nơi, hoặc ghi mã của nơi đó.",
        f"Several places are called “{text}”: {places}. Choose one, or write its code.",
    )


def _known(code: str, on: date) -> str:
    try:
        unit = identity.current_unit(code, on)
    except NotFoundError:
        raise _no_commune(code) from None
    if unit.level is not Level.COMMUNE:
        raise _no_commune(code)
    return unit.code


def _no_commune(text: str) -> IncompleteError:
    return IncompleteError(
        f"Không có xã, phường, đặc khu nào là “{text}”. Hãy gõ lại tên hoặc mã.",
        f"No commune is called “{text}”. Type its name or its code again.",
    )
