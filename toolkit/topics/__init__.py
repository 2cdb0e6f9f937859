"""Topics: models behind one table, their shares over time, and novelty of documents."""

from typing import Any

from toolkit.registry import Registry

TOPIC_MODELS: Registry[Any] = Registry(
    "topic model",
    {
        "gibbs": "toolkit.topics.gibbs:Gibbs",
        "lda": "toolkit.topics.lda:Lda",
        "nmf": "toolkit.topics.nmf:Nmf",
        "dynamic-nmf": "toolkit.topics.dynamic_nmf:DynamicNmf",
        "dmr": "toolkit.topics.dmr:Dmr",
        "seeded": "toolkit.topics.seeded:Seeded",
    },
)
DOCUMENT_VECTORS: Registry[Any] = Registry(
    "kind of document vectors",
    {
        "mean": "toolkit.topics.mean_vectors:MeanVectors",
        "doc2vec": "toolkit.topics.doc2vec:Doc2Vec",
        "sentences": "toolkit.topics.sentence_vectors:SentenceVectors",
    },
)
