"""Everything that evaluation turns into null, with the sentence that explains it.

`{text}` is a piece of the rule (an operator, a name); `{0}`, `{1}` … are the kinds of the values that were met.
"""

from enum import Enum

from motcua.core.rules.errors import Message
from motcua.core.rules.values import Value, kind_in_words


class Problem(Enum):
    """One way in which a value becomes null."""

    UNKNOWN_NAME = ("không có dữ liệu nào tên “{text}”", "there is no data named “{text}”")
    UNKNOWN_FUNCTION = ("không có hàm nào tên “{text}”", "there is no function named “{text}”")
    UNKNOWN_TYPE = ("không có kiểu nào tên “{text}”", "there is no type named “{text}”")
    NO_MEMBER = ("{0} không có mục “{text}”", "a {0} has no member “{text}”")
    NO_SUCH_INDEX = ("danh sách không có phần tử thứ {text}", "the list has no item {text}")
    OPERANDS = ("không thể tính “{text}” giữa {0} và {1}", "“{text}” does not work between {0} and {1}")
    OPERAND = ("không thể tính “{text}” cho {0}", "“{text}” does not work on {0}")
    OUT_OF_BOUNDS = ("kết quả của “{text}” vượt quá giới hạn", "the result of “{text}” is out of bounds")
    DIVISION_BY_ZERO = ("chia cho không", "division by zero")
    NOT_COMPARABLE = ("không thể so sánh {0} với {1}", "{0} cannot be compared with {1}")
    NOT_BOOLEAN = ("“{text}” cần giá trị đúng/sai, gặp {0}", "“{text}” needs a boolean, met {0}")
    NOT_A_FUNCTION = ("{0} không phải là hàm", "a {0} is not a function")
    ARGUMENTS = ("hàm “{text}” không nhận các đối số này", "the function “{text}” does not take these arguments")
    ARGUMENT_TYPES = ("đối số của hàm “{text}” sai kiểu", "an argument of the function “{text}” has a wrong type")
    POSITION = ("vị trí {text} nằm ngoài danh sách hoặc chuỗi", "position {text} is outside the list or string")
    EMPTY_LIST = ("hàm “{text}” cần danh sách có phần tử", "the function “{text}” needs a list with items")
    NOT_A_NUMBER = ("“{text}” không phải là số", "“{text}” is not a number")
    PATTERN = ("mẫu so khớp “{text}” không hợp lệ", "“{text}” is not a valid pattern")
    RANGE_ENDS = ("khoảng giá trị từ {0} đến {1} không hợp lệ", "there is no range from {0} to {1}")
    NOT_ITERABLE = ("không thể lặp từ {0} đến {1}", "cannot iterate from {0} to {1}")
    LITERAL = ("“{text}” không phải là ngày, giờ hay khoảng thời gian", "“{text}” is no date, time or duration")
    EXTERNAL = ("hàm bên ngoài không được hỗ trợ", "external functions are not supported")
    NO_CLOCK = ("chưa cho biết thời điểm hiện tại", "the present moment was not given")
    NO_RULE = ("không có quy tắc nào của bảng khớp", "no rule of the table matches")
    NOT_ALLOWED = ("{0} “{text}” không thuộc các giá trị cho phép", "the {0} “{text}” is not among the allowed values")
    NOT_OF_TYPE = ("{0} không thuộc kiểu “{text}”", "the {0} is not of the type “{text}”")
    DUPLICATE_KEY = ("mục “{text}” xuất hiện hai lần", "the entry “{text}” appears twice")

    def sentence(self, text: str, values: tuple[Value, ...]) -> Message:
        """The explanation, filled in."""
        kinds = [kind_in_words(value) for value in values]
        vi, en = self.value
        return Message(
            vi.format(*(kind.vi for kind in kinds), text=text),
            en.format(*(kind.en for kind in kinds), text=text),
        )
