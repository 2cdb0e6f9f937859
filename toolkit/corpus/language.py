"""Which language a text is in: by script for Cyrillic, Han and Greek, by stop words for Latin."""

import re
from collections import Counter

# How many characters of a text are looked at, and how many words it takes to judge.
LOOKED_AT = 6000
LEAST_WORDS = 12
# A language is named when at least this share of the words are its stop words.
LEAST_SHARE = 0.08

# ruff: noqa: E501
_STOP_WORDS = {
    "en": "a the of and to in is that it was for as with his on be at by this had not are but from or"
    " have an they which we were their has been will our all would there what when who its you he she do can said so into than"
    " them no more if about up out only other",
    "de": "der die und das den von zu mit sich des auf für ist im dem nicht ein eine als auch es an"
    " werden aus er hat dass daß sie nach wird bei einer um am sind noch wie einem über so zum oder"
    " aber durch wir haben hat wurde sind dieser diese dieses seine ihre kein keine vor bis mehr",
    "fr": "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il"
    " sont la nous avec ou mais comme cette ont elle leur aux ces été être tout fait d'un d'une qu'il"
    " n'est c'est l'on s'est ils elles son sa ses leurs mais sans sous entre ni si aussi très",
    "es": "de la que el en y a los del se las por un para con no una su al lo como más pero sus le ya"
    " o este sí porque esta entre cuando muy sin sobre también me hasta hay donde han ha"
    " es son está están fue quien quienes ser todo todos toda nos ni sino cada ese esa desde",
    "it": "di e il la che in un a per è una sono non con si da come io ma lo ha le ed più del della"
    " dei al nel alla anche gli delle questo dal suo essere loro nella o se ci",
    "pt": "de a o que e do da em um para com não uma os no se na por mais as dos como mas ao ele das"
    " à seu sua ou quando muito nos já eu também só pelo pela até isso ela entre",
    "nl": "de en van ik te dat die in een hij het niet zijn is was op aan met als voor had er maar om"
    " hem dan zou of wat mijn men dit zo door over ze bij ook tot je uit der naar werd worden",
    "tr": "ve bir bu da de için ile olarak çok daha olan gibi kadar en ne sonra her ki ya mi mı ama"
    " biz ben o değil var yok şey hem veya ise göre tarafından",
    "sl": "in je v na se da za so ki ne pa s z o bi kot po tudi od ali iz to pri smo bo sem ta do kar"
    " še lahko ker imamo bil bila sta nas vse",
    "pl": "i w na z do się nie że to jest o a jak po co tak za od przez ale dla ich tego był jego są"
    " było jej oraz który która które może już",
}
_STOP = {language: frozenset(words.split()) for language, words in _STOP_WORDS.items()}
_SHARED = Counter(word for stop in _STOP.values() for word in stop)
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_ASCII = re.compile(r"[\x00-\x7f]+")
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]"), 0.05),
    ("zh", re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002a6df]"), 0.3),
    ("el", re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]"), 0.5),
    # Russian before 1918 writes і too; ы and э, which Ukrainian lacks, tell them apart.
    ("ru", re.compile(r"[ыэЫЭ]"), 0.005),
    ("uk", re.compile(r"[іїєґІЇЄҐ]"), 0.02),
    ("ru", re.compile(r"[\u0400-\u04ff]"), 0.5),
)


def detect_language(text: str) -> str:
    """Name the language of a text, or "und" where the evidence is thin.

    Returns
    -------
    str
        ISO 639-1 code, or "und": fewer than twelve words, or no language whose stop words make
        up eight in a hundred of them.

    Examples
    --------
    >>> detect_language("Пролетарии всех стран, соединяйтесь!")
    'ru'
    >>> detect_language("a b c")
    'und'
    """
    head = text[:LOOKED_AT]
    letters = sum(map(str.isalpha, head))
    beyond = _ASCII.sub("", head)
    for language, script, share in _SCRIPTS:
        if letters and len(script.findall(beyond)) > share * letters:
            return language
    words = _WORD.findall(head.lower().replace("’", "'"))
    if len(words) < LEAST_WORDS:
        return "und"
    uses = Counter(words)
    # A word that several languages share says the less for each of them.
    said = {name: sum(uses[word] / _SHARED[word] for word in stop) for name, stop in _STOP.items()}
    best = max(said, key=lambda name: (said[name], name))
    known = sum(uses[word] for word in _STOP[best])
    return best if known >= LEAST_SHARE * len(words) else "und"
