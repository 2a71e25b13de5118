"""Fee tables as the packages write them; the figures are those of the national database, read in July 2026."""

from datetime import date

from motcua.core.fees import Channel, FeeTable, assess, parse_policy

LEGAL = {"law", "tt226", "tt257", "tt281", "tt118", "tt64", "nd114", "council", "nq77"}
DAY = date(2026, 11, 21)


def item(code, *rows, kind="fee", set_by="ministry", basis="law", **more):
    names = {"vi": f"Khoản {code}", "en": f"Item {code}"}
    return {
        "code": code,
        "name": names,
        "kind": kind,
        "collected": "before",
        "set_by": set_by,
        "basis": basis,
        "certainty": "published",
        "rows": list(rows),
        **more,
    }


def relief(code, kind="exemption", **more):
    return {
        "code": code,
        "name": {"vi": f"Diện {code}", "en": code},
        "kind": kind,
        "basis": "law",
        "certainty": "published",
    } | more


def parsed(*items, reliefs=(), cases=()):
    return FeeTable.parse({"items": list(items), "reliefs": list(reliefs)}, legal=LEGAL, cases=cases)


def assessed(table, channel=Channel.COUNTER, on=DAY, case=None, policy=(), **data):
    return assess(table, on, channel, case, data, policy=policy)


COPIES = item(
    "certified_copy",
    {
        "amount": "min(200000, 2000 * min(pages, 2) + 1000 * max(pages - 2, 0))",
        "quantity": "copies",
        "stated": "2.000 đồng/trang; từ trang thứ ba 1.000 đồng/trang, tối đa 200.000 đồng/bản",
    },
    basis="tt226",
)
EXTRACT = item("extract", {"amount": 8000, "quantity": "copies", "stated": "8.000 đồng/bản"}, basis="tt281")
LICENCE = item(
    "licence",
    {"channels": ["online"], "to": "2025-12-31", "amount": 115_000},
    {"channels": ["online"], "from": "2026-01-01", "amount": 135_000},
    {"channels": ["counter", "post"], "amount": 135_000},
    kind="charge",
)
RESIDENCE = item(
    "residence",
    {"channels": ["online"], "amount": 10_000},
    {"channels": ["counter", "post"], "amount": 20_000},
    kind="charge",
)
COMPANY = [
    item(
        "registration",
        {"channels": ["online"], "amount": 0},
        {"channels": ["counter", "post"], "amount": 50_000},
        kind="charge",
        basis="tt64",
    ),
    item("publication", {"amount": 100_000}, kind="publication_fee", basis="tt64"),
]
HALF = relief("half", "reduction", percent=50, when="converted from household = true", basis="tt64")
ADOPTION = item("adoption", {"amount": 400_000}, kind="charge", basis="nd114")
ADOPTION_RELIEFS = [
    relief("kin", when='relation in ("ông", "bà", "anh", "chị", "cô", "dì", "chú", "bác")', percent=100),
    relief("special child", when="child.disabled = true or child.hiv = true", percent=100),
    relief("half of it", "reduction", when="child.siblings > 1", percent=50),
]
HANOI = {
    "reliefs": [
        relief(
            "council online",
            channels=["online"],
            set_by=["council"],
            except_kinds=["appraisal_fee"],
            percent=100,
            basis="nq77",
            **{"from": date(2026, 1, 1)},
        ),
        relief(
            "ministry online",
            "subsidy",
            channels=["online"],
            set_by=["ministry"],
            except_kinds=["appraisal_fee"],
            percent=100,
            borne_by="ngân sách Thành phố",
            basis="nq77",
            **{"from": date(2026, 1, 1)},
        ),
    ]
}


def hanoi():
    return parse_policy(HANOI, legal=LEGAL)
