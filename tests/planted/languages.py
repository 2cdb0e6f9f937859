"""Invented archives in five languages: a concept that moves, one that does not, every use counted.

Sentences are strings of function words with the words of a field strewn in, each in one of its
forms; the concept keeps a field to itself before 1950 and another one after it, the control mixes
both all the time. Nothing here knows of types, lemmas or segments: truth is what was written.
"""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from toolkit.corpus.dates import parse_date
from toolkit.corpus.documents import Document


@dataclass(frozen=True)
class Tongue:
    """Words of one language: forms are divided by blanks, words by slashes.

    `spell` is how half of the documents before 1950 are spelt.
    """

    language: str
    concept: str
    control: str
    phrase: str
    before: str
    after: str
    common: str
    function: str
    joint: str = " "
    spell: tuple[str, str] = ("", "")
    patterns: tuple[str, str, str] = ("", "", "")


DE = Tongue(
    "de",
    "Staat/Staates/Staats/Staate/Staaten",
    "Brot/Brotes/Brote",
    "Rote Fahne/roten Fahnen/roter Fahne",
    "König Königs Könige/Krone Kronen/Adel Adels/Heer Heeres Heere/Steuer Steuern/Hof Hofes",
    "Arbeiter Arbeitern/Fabrik Fabriken/Lohn Löhne Lohnes/Streik Streiks/Schule Schulen",
    "Tag Tage Tagen/Haus Hauses Häuser/Stadt Städte/Jahr Jahre/Weg Wege/Mann Männer/Buch Bücher",
    "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an",
    patterns=("lemma:Staat", "lemma:Brot", "lemma:rot lemma:Fahne"),
)
FR = Tongue(
    "fr",
    "l'État/d’État/États/qu'État/L’État",
    "le pain/les pains/du pain",
    "guerre populaire/guerres populaires",
    "roi rois/couronne couronnes/armée armées/impôt impôts/noble nobles/l'évêque évêques",
    "ouvrier ouvriers ouvrière/usine usines/salaire salaires/grève grèves/école écoles",
    "jour jours/maison maisons/ville villes/homme hommes/livre livres/chemin chemins/rue rues",
    "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il",
    patterns=("lemma:état", "lemma:pain", "lemma:guerre lemma:populaire"),
)
ES = Tongue(
    "es",
    "estado/estados/Estado/Estados",
    "pan/panes",
    "frente unido/frentes unidos",
    "rey reyes/corona coronas/ejército ejércitos/impuesto impuestos/noble nobles/obispo obispos",
    "obrero obreros obrera/fábrica fábricas/salario salarios/huelga huelgas/escuela escuelas",
    "día días/casa casas/ciudad ciudades/hombre hombres/libro libros/camino caminos/está estaba",
    "de la que el en y a los del se las por un para con no una su al lo como más pero sus le",
    patterns=("lemma:estado", "lemma:pan", "lemma:frente lemma:unido"),
)
RU = Tongue(
    "ru",
    "класс/класса/классу/классом/классе/классы/классов/классам",
    "хлеб/хлеба/хлебу/хлебом/хлебе",
    "народная война/народной войны/народную войну/народной войной",
    "царь царя царю/корона короны короне/армия армии армию/налог налога налоги/поп попа попы",
    "рабочий рабочего рабочие/завод завода заводы/плата платы плату/стачка стачки стачку",
    "день дня дни/дом дома домов/город города/человек человека/книга книги книгу/дорога дороги",
    "и в не на я что тот быть с а весь это как она по но они к у ты из мы за вы так же от",
    spell=("old", ""),
    patterns=("lemma:класс", "lemma:хлеб", "lemma:народный lemma:война"),
)
ZH = Tongue(
    "zh",
    "人民战争",
    "粮食",
    "无产阶级专政",
    "皇帝/王冠/军队/赋税/贵族/朝廷",
    "工人/工厂/工资/罢工/学校/工会",
    "日子/房屋/城市/先生/书本/道路/山水",
    "的 了 在 是 我 有 和 就 不 都 一 上 也 很 到 说 要 去 你 会 着 没有 看 好",
    joint="",
    spell=("战争粮无产阶级专军队赋贵厂资罢学书", "戰爭糧無產階級專軍隊賦貴廠資罷學書"),
    patterns=("人民战争", "糧食", "無產階級專政"),
)
TONGUES = {one.language: one for one in (DE, FR, ES, RU, ZH)}


def written(tongue, seed, *, documents=60, moves=True):
    """Write an archive from 1900 to 1999.

    Returns
    -------
    documents : list of Document
        Without a language; dated by year.
    truth : list of Counter
        For each document how often "concept", "control" and "phrase" were written.
    """
    rng = np.random.default_rng(seed)
    archive, truth = [], []
    for number in range(documents):
        year = 1900 + number * 100 // documents
        uses = Counter()
        sentences = []
        for _ in range(int(rng.integers(5, 9))):
            kind = str(rng.choice(["concept", "concept", "control", "phrase", ""]))
            late = bool(rng.integers(2)) if kind != "concept" or not moves else year >= 1950
            sentences.append(sentence(tongue, rng, kind, late))
            uses[kind] += bool(kind)
        stop = "。" if not tongue.joint else ". "
        text = stop.join(sentences) + stop
        archive.append(spelt(tongue, text, number, year))
        truth.append(uses)
    return [
        Document(f"{tongue.language}{n:03}", text, parse_date(str(year)))
        for n, (text, year) in enumerate(archive)
    ], truth


def sentence(tongue, rng, kind, late):
    """Give a string of function words, with words of a field around the word that is meant."""
    field = (tongue.after if late else tongue.before).split("/")
    words = rng.choice(tongue.function.split(), 14).tolist()
    for at in rng.choice([i for i in range(14) if i != 7], 3, replace=False):
        words[at] = form(rng, tongue.common.split("/"))
    if kind:
        for at in (4, 6, 8, 10):
            words[at] = form(rng, field)
        words[7] = str(rng.choice(getattr(tongue, kind).split("/")))
    return tongue.joint.join(words)


def form(rng, words):
    """Choose a word, and one of its forms."""
    return str(rng.choice(str(rng.choice(words)).split()))


def spelt(tongue, text, number, year):
    """Write every other text the other way: the old spelling, where that was used, or script."""
    if not tongue.spell[0] or number % 2:
        return text, year
    if tongue.language == "ru":
        return (old_russian(text) if year < 1918 else text), year
    return text.translate(str.maketrans(*tongue.spell)), year


def old_russian(text):
    """Spell Russian as before 1918, nearly: і before vowels, ъ at the end, ѣ in one."""
    words = []
    for word in text.split(" "):
        bare = word.rstrip(".")
        for vowel in "аеиоуыэюяй":
            bare = bare.replace(f"и{vowel}", f"і{vowel}")
        bare = bare.replace("хлеб", "хлѣб")
        if bare and bare[-1] in "бвгджзклмнпрстфхцчшщ":
            bare += "ъ"
        words.append(bare + word[len(word.rstrip(".")) :])
    return " ".join(words)
