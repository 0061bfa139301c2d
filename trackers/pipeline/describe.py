"""Describe: what the machine says of a Change, derived from its Diff and stamped with the rule set's version."""

from collections.abc import Sequence
from typing import Any

from trackers.models import Change, Description, Disclosure, Nature, ReadText, Version
from trackers.models.kinds import write_kind
from trackers.pipeline.index import index_change
from trackers.text.compare import Diff, excerpt
from trackers.text.kinds import (
    RULES,
    Code,
    Kind,
    Kinds,
    Place,
    in_order,
    rank,
    read_disclosure,
    read_kinds,
)
from trackers.text.tidy import ArticleText

# What is told first stands in full in a sentence; a text written anew is not to be stored twice more.
MOST_EVIDENCE, LONGEST_EVIDENCE = 60, 400


def describe_change(change: Change, diff: Diff) -> Description:
    """Store and return the Description of a Change, and what it is found by; older ones are replaced.

    The Diff is that of ``change.texts_shown``. That of a page that went, or came back as it was, is empty: no word
    went, none came, the headline stands, no kind is told. What a replay saw stays. Costs some ten milliseconds beside
    the Diff. Have the Change's texts and its Article's Source loaded.
    """
    words = excerpt(diff)
    before, after = change.texts_shown
    description, _ = Description.objects.update_or_create(
        change=change,
        defaults={
            "rules": RULES,
            "headline_before": before.headline,
            "headline_after": after.headline,
            "removed": words.removed,
            "added": words.added,
            "context_before": words.before,
            "context_after": words.after,
            "words_removed": diff.words_removed,
            "words_added": diff.words_added,
            **_tell_kinds(change, diff=diff),
        },
    )
    index_change(change, diff, description=description)
    return description


def _tell_kinds(change: Change, *, diff: Diff) -> dict[str, Any]:
    """Return the columns of kinds, rank and disclosure."""
    before, after = change.texts_shown
    if diff.is_empty:
        return {"kinds": [], "evidence": [], "rank": 0, "rank_parts": [], "disclosure": ""}
    lang = after.lang or before.lang or change.article.source.language
    kinds = read_kinds(before.text, after.text, lang=lang, diff=diff)
    if _is_reversion(change, after):
        kinds = kinds.with_entries([Kind(Code.REVERSION, "", "", Place("body"))])
    return {
        "kinds": [code.value for code in kinds.codes],
        "evidence": _choose_evidence(kinds),
        "rank": rank(kinds).total,
        "rank_parts": [[part.name, part.points] for part in rank(kinds).parts],
        "disclosure": _tell_disclosure(before, after, lang=lang),
    }


def _is_reversion(change: Change, after: ReadText) -> bool:
    """Tell whether an edit led back to an earlier text; of a text that is read otherwise today nobody knows."""
    return change.nature == Nature.EDIT and isinstance(after, Version) and after.same_text_as_id is not None


def _choose_evidence(kinds: Kinds) -> list[dict[str, Any]]:
    """Return the evidence, what matters most first; of every kind at least one, then as much as there is room for."""
    entries: Sequence[Kind] = in_order(kinds)
    firsts = {code: next(kind for kind in entries if kind.code is code) for code in kinds.codes}
    chosen = set(list(dict.fromkeys([*firsts.values(), *entries]))[:MOST_EVIDENCE])
    return [write_kind(kind, longest=LONGEST_EVIDENCE) for kind in entries if kind in chosen]


def _tell_disclosure(before: ReadText, after: ReadText, *, lang: str) -> str:
    """Return whether the publisher told its readers; lines of its template count as well, for a time stamp is one."""
    told = read_disclosure(
        ArticleText(paragraphs=tuple(before.paragraphs)),
        ArticleText(paragraphs=tuple(after.paragraphs)),
        modified_before=before.date_modified,
        modified_after=after.date_modified,
        lang=lang,
    )
    return Disclosure(told.value).value
