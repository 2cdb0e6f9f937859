"""Documents on the plane in which they differ most, coloured by date."""

from archive import concept, few, save

import toolkit as rt


def draw():
    """Draw a small archive, with the documents that hold a concept ringed."""
    hits = rt.find(concept("sudden"), few())
    return rt.plot.map(rt.document_map(rt.document_vectors(few(), "mean"), of=hits))


if __name__ == "__main__":
    save(draw(), __file__)
