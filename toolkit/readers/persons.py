"""Who speaks in TEI: names, gender, birth and party from lists of persons and organisations."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from toolkit.readers.base import ReadingReport, ReadOptions
from toolkit.readers.markup import Element, found, local, xml_tree
from toolkit.readers.parsed import Parsed

ID = "{http://www.w3.org/XML/1998/namespace}id"
# Organisations one is a member of as a politician, the nearest to the speaker first.
_PARTIES = ("politicalparty", "politicalgroup", "parliamentarygroup")


@dataclass(frozen=True, slots=True)
class Membership:
    """Of what somebody was a member, from when to when, both included, as ISO dates or ""."""

    of: str
    first: str = ""
    last: str = ""

    def holds(self, day: str) -> bool:
        """Tell whether it held on a day; without a day only one without ends does.

        Examples
        --------
        >>> Membership("SDZ", "1990-05-16", "1991").holds("1991-05-08")
        True
        >>> Membership("SDZ", "1990-05-16", "1991").holds("")
        False
        """
        if not day:
            return not (self.first or self.last)
        return self.first[: len(day)] <= day[: len(self.first)] and (
            not self.last or day[: len(self.last)] <= self.last
        )


@dataclass(slots=True)
class People:
    """Persons and organisations by their ids.

    Attributes
    ----------
    persons : dict
        For each id the variables `name`, `gender` and `birth`, where known.
    memberships : dict
        For each id of a person where they were members.
    parties : dict
        For each id of an organisation its rank among the kinds of parties and its name.
    """

    persons: dict[str, dict[str, str]] = field(default_factory=dict)
    memberships: dict[str, list[Membership]] = field(default_factory=dict)
    parties: dict[str, tuple[int, str]] = field(default_factory=dict)

    def name(self, who: str) -> str:
        """Name a person; "" when nobody of that id is known."""
        return self.persons.get(who, {}).get("name", "")

    def variables(self, who: str, day: str) -> dict[str, str]:
        """Give gender, birth and party of a person, the party as it was on a day."""
        known = self.persons.get(who, {})
        held = [one.of for one in self.memberships.get(who, []) if one.holds(day)]
        parties = sorted(party for party in map(self._party, held) if party)
        party = parties[0][1] if parties else ""
        return {key: known[key] for key in ("gender", "birth") if key in known} | (
            {"party": party} if party else {}
        )

    def _party(self, of: str) -> tuple[int, str] | None:
        """Give rank and name of a party; None for what is none.

        Where no list describes it, an id such as ``party.SDZ`` says so itself.
        """
        if of in self.parties:
            return self.parties[of]
        kind, _, name = of.partition(".")
        return (0, name) if kind.casefold() == "party" and name else None

    def add(self, other: "People") -> None:
        """Take over what other lists say."""
        self.persons |= other.persons
        self.memberships |= other.memberships
        self.parties |= other.parties


def people_in(root: Element) -> People:
    """Read the lists of persons and organisations of a TEI tree."""
    people = People()
    for person in found(root, "person"):
        if who := person.get(ID):
            people.persons[who] = _person(person)
            people.memberships[who] = [
                Membership(_bare(one.get("ref")), one.get("from") or "", one.get("to") or "")
                for one in person
                if local(one) == "affiliation" and one.get("ref")
            ]
    for organisation in found(root, "org"):
        kind = (organisation.get("role") or "").casefold()
        if organisation.get(ID) and kind in _PARTIES:
            people.parties[organisation.get(ID)] = (_PARTIES.index(kind), _short(organisation))
    return people


def parse(
    content: bytes, name: str, options: ReadOptions, report: ReadingReport
) -> Iterator[Parsed]:
    """Read the bytes of a file that holds lists: one text, the lists as JSON."""
    yield Parsed(text=json.dumps(asdict(people_in(xml_tree(content, name, report)))))


def people_of(text: str) -> People:
    """Make people of what `parse` gave."""
    said: Mapping[str, Any] = json.loads(text)
    return People(
        said["persons"],
        {who: [Membership(**one) for one in some] for who, some in said["memberships"].items()},
        {of: (rank, name) for of, (rank, name) in said["parties"].items()},
    )


def _person(person: Element) -> dict[str, str]:
    known = {}
    # Of several names the latest is the one that has no end.
    names = sorted(
        (one for one in person if local(one) == "persname"), key=lambda one: bool(one.get("to"))
    )
    if names:
        parts = _in_order(names[0])
        known["name"] = " ".join(filter(None, parts)) or _words(names[0])
    sex = next(found(person, "sex"), None)
    birth = next(found(person, "birth"), None)
    known["gender"] = "" if sex is None else sex.get("value") or _words(sex)
    known["birth"] = "" if birth is None else birth.get("when") or ""
    return {key: value for key, value in known.items() if value}


def _in_order(name: Element) -> list[str]:
    """Give the parts of a name, first names first, as a name is said."""
    parts = [(local(one) == "surname", _words(one)) for one in name]
    return [words for _, words in sorted(parts, key=lambda part: part[0])]


def _short(organisation: Element) -> str:
    """Name an organisation: by its abbreviation, else in full, else by its id."""
    names = [one for one in organisation if local(one) == "orgname"]
    names.sort(key=lambda one: (one.get("full") or "") not in ("abb", "init"))
    return _words(names[0]) if names else str(organisation.get(ID))


def _bare(reference: str | None) -> str:
    return (reference or "").rpartition("#")[2]


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())
