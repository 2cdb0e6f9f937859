"""Days and months in other languages than English, put into English for the patterns."""

import re

_NAMES = {
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre"
    " diciembre",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre"
    " dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro"
    " dezembro",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "ru, of a month": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь"
    " декабрь",
}
_ENGLISH = "january february march april may june july august september october november december"
_VARIANTS = {"setiembre": "september", "fevrier": "february", "aout": "august"}
_VARIANTS |= {"decembre": "december", "jänner": "january", "maerz": "march"}
MONTHS = {
    name: english
    for names in _NAMES.values()
    for name, english in zip(names.split(), _ENGLISH.split(), strict=True)
} | _VARIANTS
_MONTH = re.compile(rf"\b(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b")
_CHINESE = re.compile(r"(\d{4}) ?年(?: ?(\d{1,2}) ?月)?(?: ?(\d{1,2}) ?[日号號])?")


def in_english(plain: str) -> str:
    """Put a date in lower case into English; without a foreign month it stays as it is.

    Known are Spanish, French, German, Italian, Portuguese and Russian, and Chinese in figures.

    Examples
    --------
    >>> in_english("28 de julio de 1832"), in_english("1er mai 1871")
    ('28 july 1832', '1 may 1871')
    >>> in_english("7. november 1917"), in_english("7 ноября 1917 г.")
    ('7 november 1917', '7 november 1917')
    >>> in_english("1917年11月7日"), in_english("spring 1917")
    ('1917 november 7', 'spring 1917')
    """
    if found := _CHINESE.fullmatch(plain):
        year, month, day = found.groups()
        names = _ENGLISH.split()
        if month and not 1 <= int(month) <= 12:
            return plain
        return " ".join(filter(None, (year, month and names[int(month) - 1], day)))
    if not _MONTH.search(plain):
        return plain
    english = _MONTH.sub(lambda name: MONTHS[name[0]], plain)
    english = re.sub(r"^(?:le|el|il|am|den|im|en) |\b(?:del?|di|do) ", "", english)
    english = re.sub(r"\b(\d{1,2})(?:\.|º|°|er)(?= )", r"\1", english)
    return re.sub(r"(\d{4}) ?(?:г\.?|года|году|р\.)$", r"\1", english)
