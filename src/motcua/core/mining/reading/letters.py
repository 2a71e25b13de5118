"""Vietnamese letters of the fonts from before Unicode, as offices still send them: TCVN3 (.VnTime, .VnArial) and VNI.

In these fonts a Vietnamese letter is one or two other letters that only look right in the font.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final

Letters = Callable[[str], str]

_VOWELS: Final = "àáảãạ ăằắẳẵặ âầấẩẫậ èéẻẽẹ êềếểễệ ìíỉĩị òóỏõọ ôồốổỗộ ơờớởỡợ ùúủũụ ưừứửữự ỳýỷỹỵ đ".replace(" ", "")
_TCVN3: Final = "µ¸¶·¹ ¨»¾¼½Æ ©ÇÊÈÉË ÌÐÎÏÑ ªÒÕÓÔÖ ×ÝØÜÞ ßãáâä «åèæçé ¬êíëìî ïóñòô \xadõøö÷ù úýûüþ ®".replace(" ", "")
_TCVN3_CAPITALS: Final = dict(zip("¡¢§£¤¥¦", "ĂÂĐÊÔƠƯ", strict=True))
_FROM_TCVN3: Final = str.maketrans(dict(zip(_TCVN3, _VOWELS, strict=True)) | _TCVN3_CAPITALS)

# In VNI a tone follows its vowel, and stands for the circumflex or the breve as well.
_TONES: Final = dict(zip("øùûõï", "\u0300\u0301\u0309\u0303\u0323", strict=True))
_CIRCUMFLEX: Final = dict(zip("âàáåãä", ("", *_TONES.values()), strict=True))
_BREVE: Final = dict(zip("êèéúüë", ("", *_TONES.values()), strict=True))
_ALONE: Final = {"ì": "ì", "í": "í", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ñ": "đ", "ô": "ơ", "ö": "ư"}


def _vni_pairs() -> dict[str, str]:
    pairs = {vowel + tone: vowel + mark for vowel in "aeouy" for tone, mark in _TONES.items()}
    pairs |= {vowel + tone: f"{vowel}\u0302{mark}" for vowel in "aeo" for tone, mark in _CIRCUMFLEX.items()}
    pairs |= {f"a{tone}": f"a\u0306{mark}" for tone, mark in _BREVE.items()}
    pairs |= {vowel + tone: _ALONE[vowel] + mark for vowel in "ôö" for tone, mark in _TONES.items()}
    pairs |= _ALONE
    composed = {pair: unicodedata.normalize("NFC", letter) for pair, letter in pairs.items()}
    capitals = {pair.upper(): letter.upper() for pair, letter in composed.items()}
    mixed = {pair[0].upper() + pair[1:]: letter.upper() for pair, letter in composed.items() if len(pair) > 1}
    return composed | capitals | mixed


_FROM_VNI: Final = _vni_pairs()
_VNI: Final = re.compile("|".join(sorted(map(re.escape, _FROM_VNI), key=len, reverse=True)))

_WORD: Final = re.compile(r"(?:[a-z]|[^\x00-\x7f\s])+")
_TONE_MARKS: Final = frozenset(_TONES.values())
_SYLLABLE: Final = re.compile(
    r"(?:b|ch?|d|đ|gh?|gi|h|kh?|l|m|nh?|ngh?|ph?|qu|r|s|th?|tr|v|x)?"
    r"(?:[aăâ]|[eê]|i|[oôơ]|[uư]|y|ai|ao|au|âu|ay|ây|eo|êu|ia|iê|iêu|iu|oa|oă|oai|oay|oe|oi|ôi|ơi|oo|ua|uâ|uây|uê|uy|ui"
    r"|uô|uôi|uơ|uya|uyê|uyu|ưa|ưi|ươ|ươi|ươu|ưu|yê|yêu)"
    r"(?:ch?|m|nh?|ng|p|t)?"
)


def from_tcvn3(text: str) -> str:
    """Text in the letters of TCVN3, read as Windows-1252, in Unicode."""
    return text.translate(_FROM_TCVN3)


def from_vni(text: str) -> str:
    """Text in the letters of VNI, read as Windows-1252, in Unicode."""
    return _VNI.sub(lambda match: _FROM_VNI[match[0]], text)


def vietnamese_share(text: str) -> float | None:
    """Of the words that are not all in plain Latin letters, how many can be a Vietnamese syllable; None without any."""
    words = [word for word in _WORD.findall(unicodedata.normalize("NFC", text).lower()) if not word.isascii()]
    return sum(map(_is_a_syllable, words)) / len(words) if words else None


def _is_a_syllable(word: str) -> bool:
    parts = unicodedata.normalize("NFD", word)
    tones = sum(part in _TONE_MARKS for part in parts)
    toneless = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONE_MARKS))
    return tones <= 1 and _SYLLABLE.fullmatch(toneless) is not None
