"""Looking patterns up once more, in the plainest way: token lists, loops, no index."""

from tests.corpus.plain import fold, scan


def globbed(glob, name):
    """Tell whether a name matches a glob, letter by letter."""
    if not glob:
        return not name
    if glob[0] == "*":
        return globbed(glob[1:], name) or bool(name and globbed(glob, name[1:]))
    return bool(name) and glob[0] in ("?", name[0]) and globbed(glob[1:], name[1:])


def fits(element, surface, language):
    """Tell whether one token is what one element of a phrase asks for."""
    kind, text = element
    if kind == "any":
        return True
    if kind == "case":
        return surface.replace("’", "'") == text.replace("’", "'")
    return globbed(fold(text, language), fold(surface, language))


def ends(phrase, surfaces, at, language):
    """Give the ends of all readings of a phrase that begins at a token."""
    if not phrase:
        return {at}
    if phrase[0][0] == "gap":
        widths = range(phrase[0][1] + 1)
        return {
            end
            for width in widths
            if at + width <= len(surfaces)
            for end in ends(phrase[1:], surfaces, at + width, language)
        }
    if at < len(surfaces) and fits(phrase[0], surfaces[at], language):
        return ends(phrase[1:], surfaces, at + 1, language)
    return set()


def matches(phrases, surfaces, language):
    """Give first and last-but-one token of every match of some phrases in one document."""
    return {
        (at, end)
        for phrase in phrases
        for at in range(len(surfaces))
        for end in ends(phrase, surfaces, at, language)
    }


def longest(found):
    """Of overlapping spans keep the longest, of equally long ones the first."""
    kept, taken = [], set()
    for start, stop in sorted(found, key=lambda span: (span[0] - span[1], span[0])):
        if taken.isdisjoint(range(start, stop)):
            taken.update(range(start, stop))
            kept.append((start, stop))
    return sorted(kept)


def hits(phrases, exclusions, text, language):
    """Give the character spans of every hit in one text."""
    places = scan(text)
    surfaces = [text[start:stop] for start, stop in places]
    out = matches(exclusions, surfaces, language)
    inside = {
        (start, stop)
        for start, stop in matches(phrases, surfaces, language)
        if not any(first <= start and stop <= last for first, last in out)
    }
    return [(places[start][0], places[stop - 1][1]) for start, stop in longest(inside)]


def written(phrase):
    """Write a phrase as a pattern."""
    signs = {"any": "*", "gap": "*", "case": "case:"}
    return " ".join(f"{signs.get(kind, '')}{text}" for kind, text in phrase)
