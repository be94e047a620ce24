"""Text that reads like the sample's: each word follows one that it follows there."""

import random
from collections.abc import Iterable

END = ""


class Words:
    """The followers of every word in some texts, as often as they occur."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.followers: dict[str, list[str]] = {END: []}
        for text in texts:
            before = END
            for word in text.split():
                self.followers.setdefault(before, []).append(word)
                before = word
            self.followers.setdefault(before, []).append(END)

    def line(self, rng: random.Random, *, at_most: int = 60) -> str:
        """Return one made text, cut after so many words."""
        chosen: list[str] = []
        word = END
        while len(chosen) < at_most:
            followers = self.followers[word]
            word = followers[int(rng.random() * len(followers))]
            if word == END:
                break
            chosen.append(word)
        return " ".join(chosen)


class Names:
    """Names of people: a beginning of one and the end of another."""

    def __init__(self, names: Iterable[str]) -> None:
        parts = [name.rpartition(" ") for name in names]
        self.first = [first for first, _, _ in parts if first]
        self.last = [last for _, _, last in parts]

    def line(self, rng: random.Random) -> str:
        return f"{rng.choice(self.first)} {rng.choice(self.last)}"
