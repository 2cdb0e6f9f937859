"""Dates in the middle of a sentence: "Pravda No. 68, March 22, 1913" holds one."""

import re

from toolkit.corpus.date_months import MONTHS
from toolkit.corpus.dates import STYLE, parse_date
from toolkit.errors import DateError

_ENGLISH = (
    "january february march april may june july august september october november december"
    " jan feb mar apr jun jul aug sept sep oct nov dec"
)
_MONTH = rf"(?:{'|'.join(sorted({*MONTHS, *_ENGLISH.split()}, key=len, reverse=True))})\.?"
_YEAR = r"(?:1[0-9]|20)[0-9]{2}"
_DAY = r"[0-3]?[0-9](?:st|nd|rd|th|er|º|\.)?"
_OF = r"(?: de| del| of)? "
_CIRCA = r"(?:(?:c\.|ca\.|circa|about) ?)?"
# The longest first: of two that begin at one place the fuller is meant.
_FORMS = (
    rf"{_YEAR}-[01][0-9]-[0-3][0-9]",
    rf"{_DAY}(?: ?[-–] ?{_DAY})?{_OF}{_MONTH},?{_OF}{_YEAR}",
    rf"{_MONTH} {_DAY}(?: ?[-–] ?{_DAY})?,? {_YEAR}",
    rf"{_MONTH}(?: ?(?:[-–/]|to|and) ?{_MONTH})?,?{_OF}{_YEAR}",
    rf"{_YEAR} ?年(?: ?[0-9]{{1,2}} ?月)?(?: ?[0-9]{{1,2}} ?[日号號])?",
    rf"(?:spring|summer|autumn|fall|winter)(?: of|,)? {_YEAR}",
    r"(?:(?:early|mid|late)[ -])?(?:the )?(?:1[0-9]|20)[0-9]0s",
    rf"{_CIRCA}{_YEAR} ?[-–/] ?{_YEAR}",
    rf"{_CIRCA}{_YEAR}",
)
EXPRESSION = rf"(?<![\w.,-])(?:{'|'.join(_FORMS)})(?:{STYLE})?(?![\w-])".replace(
    " ", r"\s+"
).replace(r"\s+?", r"\s*")
_FOUND = re.compile(EXPRESSION, re.IGNORECASE)


def date_in(text: str) -> str:
    """Give the first date that stands in a sentence, as it stands there; "" without one.

    Examples
    --------
    >>> date_in("Pravda No. 68, March 22, 1913. Signed: W."), date_in("Written in autumn 1895")
    ('March 22, 1913', 'autumn 1895')
    >>> date_in("AL CONGRESO, EL 28 DE JULIO DE 1832"), date_in("Collected Works, pages 21-28")
    ('28 DE JULIO DE 1832', '')
    """
    for found in _FOUND.finditer(text):
        given = " ".join(found[0].split())
        try:
            parse_date(given)
        except DateError:
            continue
        return given
    return ""
