"""The words of one language for the figures of a log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Words:
    """How one language tells them. own: the language's key where a figure has words in both. date: how it writes days;
    comma: what stands before the decimals; lengths: days, hours and minutes.
    """

    own: str
    date: str
    comma: str
    lengths: tuple[str, str, str]
    counts: str
    period: str
    lasted: str
    outcomes: Mapping[str, str]
    limits: str
    step: str
    waiting: str
    estimated: str
    causes: Mapping[str, str]
    slowest: str
    between: str
    changed: str
    compared: str
    shares: str
    offices: str
    office: str
    by_chance: str
    more: str
    fits: str
    deviations: Mapping[str, str]
    unjudged: str
    reasons: Mapping[str, str]
    guessed: str
    unread: str
    line: str
    drawn: str


ENGLISH: Final = Words(
    "en",
    "%Y-%m-%d",
    ".",
    ("days", "hours", "minutes"),
    "{cases} cases, {events} events, {activities} activities, {resources} resources, {variants} variants",
    "from {first} to {last}",
    "a case lasts {mean} in the mean; half of them at most {median}, nine tenths {p90}",
    {"on_time": "on time", "no_deadline": "no deadline", "not_accepted": "not accepted"},
    "by the limit: {outcomes}",
    "{step} by its limit: {outcomes}",
    "waiting: {causes}{estimated}",
    " ({count} enabling times estimated)",
    {},
    "longest on the way: {edges}",
    "{source} → {to} ({mean}, {count} times)",
    "the procedure changed on {at}",
    "  cases begun before {at}: {before}, half of them at most {median}; since: {after}, at most {other}{by_chance}",
    "  {name}: {before} before, {after} since",
    "offices, each beside all the others:",
    "  {name}: {cases} cases, half of them at most {median} (the others {other}{by_chance})",
    ", may be chance",
    "  and {count} more: --json",
    "fitness {fitness}, {fitting} of {cases} cases went as drawn",
    {},
    "  not judged: {count} cases, {reason}",
    {
        "too_wide": "the course is too long or the process lets too much happen at once; divide the process",
        "no_end": "the process never comes to its end; see `motcua process check` and mend its loops and joins",
        "repeated": "a repeated step is done too often; draw it as a loop",
        "no_time": "the more frequent courses took all the effort; choose a period or an office",
    },
    "guessed:",
    "NOT READ: {count}",
    "  line {line}: {en}",
    "the process that the log shows is drawn in {file}",
)
VIETNAMESE: Final = Words(
    "vi",
    "%d/%m/%Y",
    ",",
    ("ngày", "giờ", "phút"),
    "{cases} hồ sơ, {events} sự kiện, {activities} hoạt động, {resources} người xử lý, {variants} lộ trình",
    "từ {first} đến {last}",
    "một hồ sơ kéo dài trung bình {mean}; một nửa không quá {median}, chín phần mười không quá {p90}",
    {
        "early": "trước hạn",
        "on_time": "đúng hạn",
        "late": "quá hạn",
        "open": "đang giải quyết",
        "no_deadline": "không có hạn",
        "not_accepted": "không tiếp nhận",
        "withdrawn": "đã rút",
        "stopped": "dừng giải quyết",
        "submitted": "chờ tiếp nhận",
    },
    "theo thời hạn: {outcomes}",
    "bước {step} theo thời hạn: {outcomes}",
    "thời gian chờ: {causes}{estimated}",
    " ({count} thời điểm đến lượt là ước tính)",
    {
        "batching": "gom đợt",
        "contention": "người xử lý bận việc đến trước",
        "prioritisation": "việc đến sau được làm trước",
        "unavailability": "ngoài giờ làm việc",
        "extraneous": "lý do bên ngoài",
    },
    "lâu nhất giữa hai bước: {edges}",
    "{source} → {to} ({mean}, {count} lần)",
    "quy trình thay đổi từ {at}",
    "  bắt đầu trước {at}: {before} hồ sơ, một nửa không quá {median}; từ đó: {after}, không quá {other}{by_chance}",
    "  {name}: trước {before}, sau {after}",
    "các cơ quan, mỗi nơi so với tất cả nơi khác:",
    "  {name}: {cases} hồ sơ, một nửa không quá {median} (nơi khác {other}{by_chance})",
    ", có thể do ngẫu nhiên",
    "  và {count} nơi nữa: --json",
    "độ khớp {fitness}, {fitting} trên {cases} hồ sơ đi đúng sơ đồ",
    {
        "skipped": "bỏ qua",
        "inserted": "làm thêm",
        "wrong_order": "sai thứ tự",
        "wrong_role": "sai vai trò",
        "over_limit": "quá hạn bước",
    },
    "  chưa xét được {count} hồ sơ: {reason}",
    {
        "too_wide": "lộ trình quá dài hoặc quy trình cho quá nhiều việc cùng lúc; hãy chia nhỏ quy trình",
        "no_end": "quy trình không đi đến kết thúc; hãy xem `motcua process check`, sửa vòng lặp và điểm hợp nhánh",
        "repeated": "bước lặp được làm quá nhiều lần; hãy vẽ thành vòng lặp",
        "no_time": "các lộ trình phổ biến hơn đã dùng hết công sức tính; hãy chọn khoảng thời gian hoặc cơ quan",
    },
    "đã đoán:",
    "KHÔNG ĐỌC ĐƯỢC: {count}",
    "  dòng {line}: {vi}",
    "quy trình rút ra từ nhật ký đã vẽ vào {file}",
)
