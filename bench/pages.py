"""What the public pages of one article weigh and cost on the server: of a change, of its story, sentence by sentence.

    bin/bench pages [--runs 30]

Fills a database with invented articles of 1,000 and 5,000 words, each edited as newspapers do (some words, a sentence,
a paragraph, a move), and one of 200 versions, and asks for their pages through the whole of Django, middleware and
database included, in this process. Prints kilobytes before and after gzip, milliseconds of this process's
CPU as median, and of the wall as median and 95th percentile: on a busy machine only the first says what a page costs.
The page of a change of 1,000 words is to weigh less than 60 KB and to take less than 50 ms.
"""

import argparse
import gzip
import os
import platform
import random
import statistics
import sys
import time
from collections.abc import Sequence

import django

django.setup()

from django.core.management import call_command
from django.test import Client

from tests.builders import make_article, make_source, make_version
from trackers.models import Article, Source
from trackers.text.compare.tokens import count_words

SENTENCE_WORDS, SENTENCES = 18, 4
LETTERS = "aeioubcdfghklmnprstvwy"


class Press:
    """Invents texts and edits them; the same seed makes the same ones."""

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)
        self._words = ["".join(self._dice.choices(LETTERS, k=self._dice.randint(2, 9))) for _ in range(2000)]

    def write(self, words: int) -> list[str]:
        """Return paragraphs of about so many words together."""
        return [self._paragraph() for _ in range(words // (SENTENCE_WORDS * SENTENCES))]

    def edit(self, paragraphs: Sequence[str], *, edits: int) -> list[str]:
        """Return the paragraphs after some edits: most touch a word, some a sentence, a paragraph or the order."""
        edited = list(paragraphs)
        for _ in range(edits):
            place, chance = self._dice.randrange(len(edited)), self._dice.random()
            if chance < 0.6:
                words = edited[place].split()
                words[self._dice.randrange(len(words))] = str(self._dice.randint(2, 900))
                edited[place] = " ".join(words)
            elif chance < 0.75:
                edited[place] += f" {self._sentence()}"
            elif chance < 0.85:
                edited.insert(place, self._paragraph())
            elif chance < 0.93 and len(edited) > 3:
                edited.pop(place)
            else:
                edited.append(edited.pop(place))
        return edited

    def _paragraph(self) -> str:
        return " ".join(self._sentence() for _ in range(SENTENCES))

    def _sentence(self) -> str:
        return " ".join(self._dice.choices(self._words, k=SENTENCE_WORDS)).capitalize() + "."


def main(arguments: Sequence[str] | None = None) -> int:
    """Fill, ask, print; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    press = Press(options.seed)
    few = press.write(1000)
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; {options.runs} runs"
    )
    print(f"{'page':<52}{'words':>7}{'KB':>8}{'gzip':>7}{'CPU ms':>9}{'p50 ms':>9}{'p95 ms':>9}")
    source = make_source()
    cases = [
        ("1,000 words, 6 edits", [few, press.edit(few, edits=6)]),
        ("1,000 words, 40 edits", [few, press.edit(few, edits=40)]),
        ("1,000 words written anew", [few, press.write(1000)]),
    ]
    many = press.write(5000)
    cases.append(("5,000 words, 40 edits", [many, press.edit(many, edits=40)]))
    for name, texts in cases:
        article = record(source, texts)
        own = f"{article.get_absolute_url()}changes/1..2/"
        words = count_words(" ".join(texts[-1]))
        for view in ("", "?view=beside", "?view=inline", "?show=changed"):
            print_page(f"{name} {view}", own + view, words=words, runs=options.runs)
    history = [few]
    for _ in range(199):
        history.append(press.edit(history[-1], edits=2))
    article = record(source, history)
    words = count_words(" ".join(history[-1]))
    print_page("200 versions, the story", article.get_absolute_url(), words=words, runs=options.runs)
    print_page(
        "200 versions, sentence by sentence",
        f"{article.get_absolute_url()}life/",
        words=words,
        runs=options.runs,
    )
    return 0


def record(source: Source, texts: Sequence[Sequence[str]]) -> Article:
    """Store an article with a version of each text and the changes between them, described and announced."""
    article = make_article(source)
    for place, paragraphs in enumerate(texts):
        headline = f"The lock is to be mended by {place + 2} divers"
        make_version(article, headline=headline, paragraphs=paragraphs)
    return article


def print_page(name: str, path: str, *, words: int, runs: int) -> None:
    """Ask for a page again and again and print its line."""
    client, times, work, body = Client(SERVER_NAME="127.0.0.1"), [], [], b""
    for _ in range(runs + 2):
        begun, worked = time.perf_counter(), time.process_time()
        response = client.get(path)
        times.append(1000 * (time.perf_counter() - begun))
        work.append(1000 * (time.process_time() - worked))
        if response.status_code != 200:
            raise SystemExit(f"{path} answered {response.status_code}")
        body = response.content
    # The first two fill the caches of templates and translations.
    times = sorted(times[2:])
    p95 = times[min(len(times) - 1, int(0.95 * len(times)))]
    packed = len(gzip.compress(body)) / 1024
    cpu, wall = statistics.median(work[2:]), statistics.median(times)
    print(
        f"{name:<52}{words:>7}{len(body) / 1024:>8.1f}{packed:>7.1f}{cpu:>9.1f}{wall:>9.1f}{p95:>9.1f}",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
