"""Write the tables of this folder from the package `vietnamadminunits` (MIT), for the next change of the map.

    pip install --no-deps --target FOLDER vietnamadminunits==1.0.4
    python make.py FOLDER/vietnamadminunits/data

The package's tables give the codes and names before and after 1 July 2025, its converter which old commune lies in
which new one. Nothing here runs when a city is loaded.
"""

from __future__ import annotations

import csv
import json
import sqlite3
import sys
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).resolve().parent
KINDS = {
    "Tỉnh": "province",
    "Thành phố": "city",
    "Quận": "urban_district",
    "Huyện": "rural_district",
    "Thị xã": "town",
    "Phường": "ward",
    "Xã": "commune",
    "Thị trấn": "township",
    "Đặc khu": "special_zone",
}
COLUMNS = ("code", "kind", "name", "parent")
ENDED_COLUMNS = (*COLUMNS, "successors")


def main(data: Path) -> None:
    tables = sqlite3.connect(data / "dataset.db")
    converter = json.loads((data / "converter_2025.json").read_text())
    successors = _successors(tables, converter)
    today = tables.execute("SELECT province, provinceCode, ward, wardCode FROM admin_units").fetchall()
    before = tables.execute(
        "SELECT province, provinceCode, provinceKey, district, districtCode, districtKey, ward, wardCode, wardKey"
        " FROM admin_units_legacy"
    ).fetchall()
    merged = _merged_provinces(tables, converter)
    _write("provinces.csv", COLUMNS, {(code, *_kind_and_name(name), "") for name, code, _, _ in today})
    _write("communes.csv", COLUMNS, {(code, *_kind_and_name(name), parent) for _, parent, name, code in today})
    _write(
        "provinces-until-2025-07-01.csv",
        ENDED_COLUMNS,
        {(code, *_kind_and_name(name), "", merged[key]) for name, code, key, *_ in before},
    )
    _write(
        "districts-until-2025-07-01.csv",
        ENDED_COLUMNS,
        {
            (code, *_kind_and_name(name), province, successors.get((province_key, key, None), ""))
            # Five island districts had no communes: a special zone took their place. The others only ended.
            for _, province, province_key, name, code, key, *_ in before
        },
    )
    _write(
        "communes-until-2025-07-01.csv",
        ENDED_COLUMNS,
        {
            (code, *_kind_and_name(name), district, successors[province_key, district_key, key])
            for _, _, province_key, _, district, district_key, name, code, key in before
            if code
        },
    )


def _merged_provinces(tables: sqlite3.Connection, converter: dict[str, dict[str, list[str]]]) -> dict[str, str]:
    codes = dict(tables.execute("SELECT provinceKey, provinceCode FROM admin_units"))
    return {old: codes[new] for new, olds in converter["DICT_PROVINCE"].items() for old in olds}


def _successors(
    tables: sqlite3.Connection, converter: dict[str, dict[str, dict[str, list]]]
) -> dict[tuple[str, str, str | None], str]:
    """(province, district, commune) by the package's keys -> codes of the successors, the main one first."""
    codes = {(p, w): code for p, w, code in tables.execute("SELECT provinceKey, wardKey, wardCode FROM admin_units")}
    found: dict[tuple[str, str, str | None], str] = {}
    for province, wards in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, olds in wards.items():
            found |= {_key(old): codes[province, ward] for old in olds}
    for province, olds in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, parts in olds.items():
            ordered = sorted(
                parts, key=lambda part: (not part["isDefaultNewWard"], codes[province, part["newWardKey"]])
            )
            found[_key(old)] = " ".join(codes[province, part["newWardKey"]] for part in ordered)
    return found


def _key(joined: str) -> tuple[str, str, str | None]:
    province, district, commune = joined.split("_")
    return province, district, commune or None


def _kind_and_name(full: str) -> tuple[str, str]:
    prefix = next(prefix for prefix in KINDS if full.lower().startswith(prefix.lower() + " "))
    return KINDS[prefix], full[len(prefix) + 1 :]


def _write(file: str, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    with (HERE / file).open("w", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(sorted(rows))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
