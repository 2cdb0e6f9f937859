"""Hugging Face encoders: vectors of words in their passage, from one layer."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from toolkit.errors import OptionError

Floats = NDArray[np.float32]
Longs = NDArray[np.int64]
BATCH = 64


class Passage(NamedTuple):
    """A text, and where in it the words stand whose vectors are wanted, (n, 2) in characters."""

    text: str
    spans: Longs


class Encoder:
    """An encoder of one layer, read from a folder or by its name on the Hugging Face hub.

    Attributes
    ----------
    dim : int
        Width of its vectors.
    n_layers : int
        Its layers; 0 is what goes into the first.
    """

    def __init__(self, path: str) -> None:
        try:
            import torch
            import transformers
        except ImportError as error:
            msg = (
                "encoders need torch and transformers; "
                "install the extra: pip install 'rhetoric-toolkit[neural]'."
            )
            raise OptionError(msg) from error
        self._torch = torch
        # Bars of other libraries would stand between our own lines.
        bars: Any = transformers.utils.logging
        bars.disable_progress_bar()
        options = {"trust_remote_code": False}
        try:
            self._tokenizer: Any = transformers.AutoTokenizer.from_pretrained(path, **options)
            # Weights are read from safetensors only: other formats can run code.
            self._model: Any = transformers.AutoModel.from_pretrained(
                path, use_safetensors=True, **options
            )
        except (OSError, ValueError) as error:
            reason = str(error).splitlines()[0]
            msg = (
                f"encoder {path!r} cannot be read ({reason}); give the folder of a Hugging Face "
                "model with safetensors weights, or its name on the hub."
            )
            raise OptionError(msg) from error
        if not self._tokenizer.is_fast:
            msg = f"encoder {path!r} cannot say where its word pieces stand; take another."
            raise OptionError(msg)
        self._model.eval()
        self.dim = int(self._model.config.hidden_size)
        self.n_layers = int(self._model.config.num_hidden_layers)

    def vectors(self, passages: Sequence[Passage], layer: int, *, around: bool) -> list[Floats]:
        """Encode passages.

        Parameters
        ----------
        passages : sequence of Passage
            Texts and words.
        layer : int
            Hidden layer, from 0; negative ones count from the last.
        around : bool
            Whether a word has the mean of all pieces but its own, or of its own.

        Returns
        -------
        list of array, shape (n, dim)
            For each passage its words; a word beyond the length that the encoder reads has nan.
        """
        found: list[Floats] = [np.empty((0, self.dim), np.float32)] * len(passages)
        # Passages of like length together: little is padded.
        order = sorted(range(len(passages)), key=lambda k: len(passages[k].text))
        for start in range(0, len(order), BATCH):
            some = order[start : start + BATCH]
            read = self._tokenizer(
                [passages[k].text for k in some],
                padding=True,
                truncation=True,
                return_offsets_mapping=True,
                return_special_tokens_mask=True,
                return_tensors="pt",
            )
            places = read.pop("offset_mapping").numpy()
            special = read.pop("special_tokens_mask").numpy().astype(bool)
            with self._torch.no_grad():
                states = self._model(**read, output_hidden_states=True).hidden_states[layer]
            for k, state, place, no_word in zip(some, states.numpy(), places, special, strict=True):
                found[k] = _pooled(state, place, no_word, passages[k].spans, around=around)
        return found

    def whole(self, text: str, length: int) -> tuple[Floats, Longs]:
        """Encode a text of any length, in pieces that the encoder reads at once.

        Parameters
        ----------
        text : str
            The text.
        length : int
            Most word pieces at once, the two that mark beginning and end among them; never more
            than the encoder reads.

        Returns
        -------
        array, shape (n, dim), and array, shape (n,)
            The mean of the last layer over the word pieces of each part, and how many they are;
            parts without any are left out.
        """
        read = self._tokenizer(
            text,
            truncation=True,
            max_length=min(length, int(self._tokenizer.model_max_length)),
            return_overflowing_tokens=True,
            return_special_tokens_mask=True,
            padding=True,
            return_tensors="pt",
        )
        read.pop("overflow_to_sample_mapping", None)
        word = ~read.pop("special_tokens_mask").numpy().astype(bool)
        means = []
        for start in range(0, len(word), BATCH):
            some = {name: part[start : start + BATCH] for name, part in read.items()}
            with self._torch.no_grad():
                state = self._model(**some).last_hidden_state.numpy()
            of = word[start : start + BATCH, :, None]
            means.append((state * of).sum(axis=1) / np.maximum(of.sum(axis=1), 1))
        counts = word.sum(axis=1)
        return np.concatenate(means)[counts > 0], counts[counts > 0].astype(np.int64)


def _pooled(
    state: Floats, place: Longs, no_word: NDArray[np.bool_], spans: Longs, *, around: bool
) -> Floats:
    """Mean of the pieces of each word, or of all others."""
    start, stop = place[:, 0], place[:, 1]
    own = (start < spans[:, 1:]) & (stop > spans[:, :1]) & ~no_word & (stop > start)
    chosen = (~own & ~no_word & own.any(axis=1, keepdims=True)) if around else own
    number = chosen.sum(axis=1, keepdims=True).astype(np.float32)
    sums = chosen.astype(np.float32) @ state
    return np.where(number > 0, sums / np.maximum(number, 1), np.float32("nan"))


@lru_cache(maxsize=2)
def encoder(path: str) -> Encoder:
    """Load an encoder once."""
    return Encoder(path)


def digest(path: str) -> list[object]:
    """Tell a folder by its files; a name on the hub by itself."""
    folder = Path(path)
    if not folder.is_dir():
        return [path]
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return [[str(file.relative_to(folder)), file.stat().st_size] for file in files]
