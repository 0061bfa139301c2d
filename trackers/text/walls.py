"""Walls: what a server says with 200 that is not the article it was asked for.

A paywall, a consent or log-in wall, a check for robots and a CDN's error page are ``blocked``; a page of "not found"
and a redirect to a front page are ``missing``. Each is a sum of named parts; 50 points are a judgement. An article's
worth of running text outweighs all words and marks, so that no box around an article makes it a wall.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

from trackers.text import wallwords
from trackers.text.fronts import is_above, is_front, is_home
from trackers.text.glance import Glance, glance_at
from trackers.text.urls import BadURL, address_key, normalise_url
from trackers.text.wallwords import ENDS, Titles
from trackers.text.webpage import WebPage

THRESHOLD = 50
_NO_TEXT, _SHORT_TEXT, _LONG_TEXT = 200, 700, 1200
_BETWEEN = re.compile(r" [|·»:-] |[|–—]|: ")
_ERROR_NUMBER = re.compile(r"\b(?:404|410|error|fehler|erreur|errore|erro|http|code|fout|błąd)\b")

Kind: TypeAlias = Literal["blocked", "missing"]
Parts: TypeAlias = Iterator[tuple[str, int]]

_SENTENCES = {
    "challenge": "The site asks visitors to prove that they are no robots before it shows this page.",
    "error": "The site answered with an error page.",
    "consent": "The site asks visitors to agree to its terms before it shows this page.",
    "paywall": "A paywall cuts this article off.",
    "login": "The site asks visitors to log in before it shows this page.",
    "not_found": "The page says that there is nothing at this address.",
    "front": "The address leads to a front page now, not to an article.",
}


@dataclass(frozen=True)
class Judgement:
    """What a page is instead of an article: ``blocked`` or ``missing``; ``reasons`` are its parts with their points.

    ``wall`` is challenge, error, consent, paywall, login, not_found or front; ``score`` the sum, at most 100;
    ``sentence`` says it in plain English.
    """

    kind: Kind
    wall: str
    score: int
    reasons: tuple[tuple[str, int], ...]
    sentence: str


def judge_page(
    page: WebPage, *, status: int, headers: Iterable[tuple[str, str]], asked_url: str, final_url: str
) -> Judgement | None:
    """Return what a parsed page is instead of an article, or None where it may be one.

    ``headers`` are the response's, as pairs. The same page and addresses always give the same judgement. Takes well
    under a millisecond for an article, some for a page without much text.
    """
    best = weigh_page(page, status=status, headers=headers, asked_url=asked_url, final_url=final_url)
    return best if best.score >= THRESHOLD else None


def weigh_page(
    page: WebPage, *, status: int, headers: Iterable[tuple[str, str]], asked_url: str, final_url: str
) -> Judgement:
    """Return the likeliest wall with its score, however low: what ``judge_page`` holds against the threshold."""
    glance = glance_at(page)
    told = {name.lower(): value.lower()[:200] for name, value in headers}
    road = _Road(asked_url, final_url)
    sums: list[tuple[Kind, str, Parts]] = [
        ("blocked", "challenge", _weigh_challenge(glance, told)),
        ("blocked", "error", _weigh_error(glance, status)),
        ("blocked", "consent", _weigh_consent(glance, road)),
        ("blocked", "login", _weigh_login(glance, road)),
        ("blocked", "paywall", _weigh_paywall(glance)),
        ("missing", "not_found", _weigh_not_found(glance, road, status)),
        ("missing", "front", _weigh_front(glance, road)),
    ]
    judged = [_add_up(kind, wall, parts) for kind, wall, parts in sums]
    return max(judged, key=lambda judgement: judgement.score)


@dataclass(frozen=True)
class _Road:
    """From the address asked for to the one that answered."""

    asked: str
    final: str

    @property
    def leads_away(self) -> bool:
        try:
            return address_key(self.asked) != address_key(self.final)
        except BadURL:
            return False

    def enters(self, places: Iterable[str]) -> bool:
        """Tell whether the final address has a step or a host's first label among these and the asked one has not."""
        return self.leads_away and bool(_steps(self.final) & set(places) - _steps(self.asked))


def _add_up(kind: Kind, wall: str, parts: Parts) -> Judgement:
    reasons = tuple((name, points) for name, points in parts if points)
    score = max(0, min(100, sum(points for _name, points in reasons)))
    return Judgement(kind, wall, score, reasons, _SENTENCES[wall])


def _weigh_challenge(glance: Glance, headers: Mapping[str, str]) -> Parts:
    yield (
        "said_in_a_header",
        60
        * (
            "challenge" in headers.get("cf-mitigated", "")
            or "challenge" in headers.get("x-vercel-mitigated", "")
        ),
    )
    yield "mark_of_a_challenge", 60 * glance.bears(wallwords.CHALLENGE_MARKS)
    yield "captcha_widget", 15 * glance.bears(wallwords.CHALLENGE_WIDGETS)
    yield "title_of_a_challenge", 40 * _is_titled(glance, wallwords.CHALLENGE_TITLES, *glance.subheadings)
    yield "words_of_a_challenge", 30 * glance.sees(wallwords.CHALLENGE_WORDS)
    yield from _weigh_text(glance)
    yield "says_article", -20 * glance.says_article


def _weigh_error(glance: Glance, status: int) -> Parts:
    yield "status_of_an_error", 60 * (status >= 500)
    yield "title_of_an_error", 45 * _is_titled(glance, wallwords.ERROR_TITLES, *glance.subheadings)
    yield "words_of_an_error", 20 * glance.sees(wallwords.ERROR_WORDS)
    yield from _weigh_text(glance)
    yield "says_article", -20 * glance.says_article


def _weigh_consent(glance: Glance, road: _Road) -> Parts:
    yield "place_of_consent", 45 * road.enters(wallwords.CONSENT_PLACES)
    yield "title_of_consent", 35 * _is_titled(glance, wallwords.CONSENT_TITLES)
    yield "words_of_consent", 20 * glance.sees(wallwords.CONSENT_WORDS)
    yield from _weigh_text(glance)
    yield "says_article", -20 * glance.says_article


def _weigh_login(glance: Glance, road: _Road) -> Parts:
    yield "place_of_login", 35 * road.enters(wallwords.LOGIN_PLACES)
    yield "title_of_login", 30 * _is_titled(glance, wallwords.LOGIN_TITLES)
    yield "words_of_login", 30 * glance.sees(wallwords.LOGIN_WORDS)
    yield "asks_for_a_password", 10 * glance.has_password
    yield from _weigh_text(glance)
    yield "says_article", -20 * glance.says_article


def _weigh_paywall(glance: Glance) -> Parts:
    yield "words_of_a_paywall", 40 * glance.sees(wallwords.PAYWALL_WORDS)
    yield "mark_of_a_paywall", 10 * glance.bears(wallwords.PAYWALL_MARKS)
    yield "not_free", 15 * ('"isaccessibleforfree":false' in glance.data or _says_not_free(glance.data))
    yield "cut_off", 15 * glance.is_cut_off
    yield "short_text", 10 * (_NO_TEXT <= glance.length < _SHORT_TEXT)
    yield from _weigh_text(glance)


def _weigh_not_found(glance: Glance, road: _Road, status: int) -> Parts:
    yield "status_of_not_found", 60 * (status in (404, 410))
    yield "title_of_not_found", 40 * any(map(_says_not_found, _title_parts(glance.title)))
    yield "heading_of_not_found", 40 * any(map(_says_not_found, (*glance.headings, *glance.subheadings)))
    yield "words_of_not_found", 20 * glance.sees(wallwords.NOT_FOUND_SENTENCES, at_the_start=True)
    steps = " ".join(glance.marks).split()
    yield "mark_of_not_found", 30 * (not wallwords.NOT_FOUND_MARKS.isdisjoint(steps))
    yield "not_to_be_indexed", 10 * ("noindex" in glance.robots)
    yield "names_the_home_page", 20 * _names_home(glance, road)
    yield from _weigh_text(glance)
    yield "says_article", -20 * glance.says_article


def _weigh_front(glance: Glance, road: _Road) -> Parts:
    if not road.leads_away or is_front(road.asked) or not is_front(road.final, asked_url=road.asked):
        return
    if is_home(road.final):
        yield "led_to_the_home_page", 70
    elif is_above(road.final, road.asked):
        yield "led_to_the_folder_above", 55
    else:
        yield "led_to_a_bare_word", 45
    yield "says_website", 10 * glance.says_website
    yield "says_article", -40 * glance.says_article


def _weigh_text(glance: Glance) -> Parts:
    """How much running text there is: nothing speaks for a wall, a whole text against all other signs of one."""
    if glance.is_whole:
        yield "whole_text", -100
    elif glance.length >= _LONG_TEXT:
        yield "long_text", -25
    elif glance.length < _NO_TEXT:
        yield "no_text", 20


def _is_titled(glance: Glance, titles: Titles, *others: str) -> bool:
    return any(map(titles.name, (*_title_parts(glance.title), *glance.headings, *others)))


def _says_not_found(text: str) -> bool:
    bare = text.strip(ENDS)
    rest = " ".join(_ERROR_NUMBER.sub(" ", bare).split()).strip(ENDS)
    if not rest:
        return "404" in bare or "410" in bare
    return rest in wallwords.NOT_FOUND or rest.startswith(wallwords.NOT_FOUND_SENTENCES)


def _title_parts(title: str) -> list[str]:
    """Return a title and what stands between its bars and dashes: the site's name is one of the parts."""
    return [title, *(part.strip() for part in _BETWEEN.split(title) if part.strip())] if title else []


def _says_not_free(data: str) -> bool:
    return '"isaccessibleforfree":"false"' in data or '"content_tier":"locked"' in data


def _names_home(glance: Glance, road: _Road) -> bool:
    try:
        canonical = normalise_url(glance.canonical, base=road.final)
    except BadURL:
        return False
    return is_home(canonical) and not is_home(road.asked)


def _steps(url: str) -> set[str]:
    parts = urlsplit(url)
    host = parts.hostname or ""
    return {host.partition(".")[0] + ".", *parts.path.lower().strip("/").split("/")}
