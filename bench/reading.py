"""How much of each article is read, and how much that is not the article: `python -m bench.reading DATA`.

DATA is a folder with `pages/` (`<name>.html.gz`, and `<name>.json` with `url`, `encoding` and either
`paragraphs` or `body`; `headline`, `date_published` and `byline` where they are known) and, if it is there,
`pairs/` (two captures of one article with `expected.json`). Trafilatura's own defaults are measured beside
ours in the same run.
"""

import argparse
import gzip
import json
import re
import statistics
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import trafilatura

from trackers.text.article import Extraction, UnreadableArticle, read_article
from trackers.text.tidy import article_text

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Score:
    """One page: share of the true words found, share of the words found that are true, and time in
    milliseconds."""

    found: float
    precision: float
    milliseconds: float

    @property
    def f1(self) -> float:
        """Return the harmonic mean of both shares."""
        total = self.found + self.precision
        return 2 * self.found * self.precision / total if total else 0.0


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables for the data folder given on the command line."""
    parser = argparse.ArgumentParser(prog="bench.reading", description=__doc__)
    parser.add_argument("data", type=Path, help="folder with pages/ and pairs/")
    parser.add_argument("--each", action="store_true", help="a line for every page, worst first")
    options = parser.parse_args(arguments)
    if not (options.data / "pages").is_dir():
        parser.error(f"{options.data} holds no folder pages/")
    _report_pages(options.data / "pages", each=options.each)
    _report_pairs(options.data / "pairs")


def _report_pages(folder: Path, *, each: bool) -> None:
    ours: dict[str, Score] = {}
    theirs: dict[str, Score] = {}
    fields: Counter[str] = Counter()
    exact = 0
    for truth_file in sorted(folder.glob("*.json")):
        truth = json.loads(truth_file.read_text(encoding="utf-8"))
        page = gzip.decompress((folder / f"{truth_file.stem}.html.gz").read_bytes())
        body = truth.get("paragraphs") or truth["body"].split("\n\n")
        start = time.perf_counter()
        extraction = _read(page, url=truth["url"], encoding=truth["encoding"])
        ours[truth_file.stem] = _score(extraction.paragraphs if extraction else (), body, since=start)
        exact += _folded(extraction.paragraphs if extraction else ()) == _folded(body)
        start = time.perf_counter()
        plain = trafilatura.extract(page.decode(truth["encoding"], "replace"), include_comments=False) or ""
        theirs[truth_file.stem] = _score(plain.splitlines(), body, since=start)
        if extraction is not None:
            _count_fields(fields, extraction, truth)
    print(f"{'':28}{'pages':>6}{'found':>8}{'precision':>11}{'F1':>8}{'ms median':>11}")
    for label, scores in (("newswatch", ours), ("trafilatura's defaults", theirs)):
        for kind, names in _kinds(scores).items():
            _print_row(f"{label}, {kind}", [scores[name] for name in names])
    print(f"\nbodies exact: {exact} of {len(ours)}")
    for name in ("headline", "date", "byline"):
        print(f"{name}: {fields[name]} right of {fields[f'{name} known']}")
    if each:
        for name, score in sorted(ours.items(), key=lambda item: item[1].f1):
            print(f"{score.f1:.3f} {score.found:.3f} {score.precision:.3f} {name}")


def _report_pairs(folder: Path) -> None:
    for expected_file in sorted(folder.glob("*/expected.json")):
        truth = json.loads(expected_file.read_text(encoding="utf-8"))
        texts = []
        for side, encoding in zip("ab", truth["encoding"], strict=True):
            page = gzip.decompress((expected_file.parent / f"{side}.html.gz").read_bytes())
            extraction = _read(page, url=truth["url"], encoding=encoding)
            texts.append(article_text(extraction) if extraction else None)
        old, new = texts
        changed = old != new
        verdict = "right" if changed == truth["article_changed"] else "WRONG"
        print(
            f"\npair {expected_file.parent.name}: changed {changed}, truth {truth['article_changed']}: {verdict}"
        )
        if old and new:
            gone, come = Counter(old.paragraphs), Counter(new.paragraphs)
            print(
                f"  paragraphs removed {(gone - come).total()}, added {(come - gone).total()}; truth"
                f" {len(truth['removed_paragraphs'])}, {len(truth['added_paragraphs'])}"
            )
            differing = [
                name
                for name in ("headline", "standfirst", "byline", "captions")
                if getattr(old, name) != getattr(new, name)
            ]
            print(f"  other fields that differ: {', '.join(differing) or 'none'}")


def _read(page: bytes, *, url: str, encoding: str) -> Extraction | None:
    try:
        return read_article(page, url=url, content_type=f"text/html; charset={encoding}")
    except UnreadableArticle as error:
        print(f"unreadable: {url}: {error.reason}")
        return None


def _score(lines: Iterable[str], truth: Iterable[str], *, since: float) -> Score:
    milliseconds = 1000 * (time.perf_counter() - since)
    got, true = _words(lines), _words(truth)
    common = (got & true).total()
    return Score(common / max(true.total(), 1), common / max(got.total(), 1), milliseconds)


def _words(lines: Iterable[str]) -> Counter[str]:
    return Counter(word for line in lines for word in _WORD.findall(line))


def _folded(lines: Iterable[str]) -> str:
    return " ".join(" ".join(lines).split())


def _count_fields(fields: Counter[str], extraction: Extraction, truth: dict[str, Any]) -> None:
    if truth.get("headline"):
        fields["headline known"] += 1
        fields["headline"] += _folded([extraction.headline]) == _folded([truth["headline"]])
    if truth.get("date_published"):
        fields["date known"] += 1
        true_date = datetime.fromisoformat(truth["date_published"])
        fields["date"] += (
            extraction.date_published is not None and extraction.date_published.date() == true_date.date()
        )
    if truth.get("byline") is not None:
        fields["byline known"] += 1
        fields["byline"] += _folded(re.split(r",| and ", truth["byline"])) == _folded(extraction.byline)


def _kinds(scores: dict[str, Score]) -> dict[str, list[str]]:
    general = [name for name in scores if name.startswith("benchmark--")]
    return {
        "all": list(scores),
        "general": general,
        "news": [name for name in scores if name not in set(general)],
    }


def _print_row(label: str, scores: Sequence[Score]) -> None:
    if not scores:
        return
    found, precision, f1 = (
        statistics.mean(values)
        for values in ([s.found for s in scores], [s.precision for s in scores], [s.f1 for s in scores])
    )
    milliseconds = statistics.median(score.milliseconds for score in scores)
    print(f"{label:28}{len(scores):>6}{found:>8.3f}{precision:>11.3f}{f1:>8.3f}{milliseconds:>11.0f}")


if __name__ == "__main__":
    main()
