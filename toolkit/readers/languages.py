"""Languages by their codes of two letters, also where a source gives three."""

import re

_CODE = re.compile(r"([a-z]{2})(?:[-_].*)?")
# ISO 639-2 in both of its forms, each before the code of two letters.
_LONG = """
ara ar bel be ben bn bul bg cat ca ces cs cze cs dan da deu de ger de ell el gre el eng en est et
fas fa per fa fin fi fra fr fre fr heb he hin hi hrv hr hun hu ind id isl is ice is ita it jpn ja
kor ko lat la lav lv lit lt nld nl dut nl nob nb nor no pol pl por pt ron ro rum ro rus ru slk sk
slo sk slv sl spa es srp sr swe sv tur tr ukr uk urd ur vie vi zho zh chi zh
"""
LONG = dict(zip(_LONG.split()[::2], _LONG.split()[1::2], strict=True))


def code_of(given: str) -> str:
    """Give the code of two letters, or "" when it is none that is known.

    Examples
    --------
    >>> code_of("en-US"), code_of("ger"), code_of("English")
    ('en', 'de', '')
    """
    lower = given.lower()
    code = _CODE.fullmatch(LONG.get(lower, lower))
    return code[1] if code else ""
