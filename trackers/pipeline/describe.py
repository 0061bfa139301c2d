"""Describe: what the machine says of a Change, derived from its Diff and stamped with the rule set's version."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from trackers.models import Change, Description, Disclosure, Nature, NoiseRule, ReadText, Version, hold_rules
from trackers.models.kinds import LONGEST_EVIDENCE, MOST_EVIDENCE, write_kind
from trackers.pipeline.index import index_change
from trackers.pipeline.lowering import Rulebook, find_lowerable
from trackers.text.compare import Diff, Excerpt, Lead, excerpt
from trackers.text.kinds import (
    RULES,
    Code,
    Kind,
    Kinds,
    Place,
    find_lead,
    in_order,
    rank,
    read_disclosure,
    read_kinds,
)
from trackers.text.tidy import ArticleText

__all__ = ["LONGEST_EVIDENCE", "MOST_EVIDENCE", "describe_change"]


def describe_change(change: Change, diff: Diff) -> Description:
    """Store and return the Description of a Change, and what it is found by; older ones are replaced.

    The Diff is that of ``change.texts_shown``. That of a page that went, or came back as it was, is empty: no word
    went, none came, the headline stands, no kind is told. What a replay saw stays. A noise rule in force may lower the
    rank. Costs some ten milliseconds beside the Diff. Have the Change's texts and its Article's Source loaded; whoever
    has locked its Description must have called ``hold_rules`` before.
    """
    before, after = change.texts_shown
    kinds = _read_kinds(change, diff=diff)
    words = _choose_words(diff, kinds)
    columns = {
        "rules": RULES,
        "headline_before": before.headline,
        "headline_after": after.headline,
        "removed": words.removed,
        "added": words.added,
        "context_before": words.before,
        "context_after": words.after,
        "words_removed": diff.words_removed,
        "words_added": diff.words_added,
        **_tell_kinds(change, kinds),
        **_tell_withheld(change),
    }
    with transaction.atomic():
        lowered = _lower(Description(**columns), change=change)
        description, _ = Description.objects.update_or_create(change=change, defaults={**columns, **lowered})
        index_change(change, diff, description=description)
    return description


def _tell_withheld(change: Change) -> dict[str, Any]:
    """Return whether words of these texts are withheld from readers. No query where nothing of the Article is."""
    words = change.article.withheld_words
    if not words:
        return {"holds_withheld": False}
    holds = any(text.holds_any(words) for text in change.texts_shown)
    known: Description | None = getattr(change, "description", None)
    return {
        "holds_withheld": holds,
        "withheld_at": (known.withheld_at if known else None) or (change.seen_new_at if holds else None),
    }


def _lower(fresh: Description, *, change: Change) -> dict[str, Any]:
    """Return the columns that a noise rule in force decides. No query where no rule may speak of the Change."""
    if find_lowerable(fresh, change=change) is not None:
        hold_rules()
        Rulebook.of(NoiseRule.objects.in_force()).settle(fresh, change=change)
    return {name: getattr(fresh, name) for name in ("lowered_by_id", "rank", "rank_parts")}


def _read_kinds(change: Change, *, diff: Diff) -> Kinds | None:
    """Return every kind that occurs, None where nothing differs."""
    if diff.is_empty:
        return None
    before, after = change.texts_shown
    kinds = read_kinds(before.text, after.text, lang=change.language, diff=diff)
    if _is_reversion(change, after):
        return kinds.with_entries([Kind(Code.REVERSION, "", "", Place("body"))])
    return kinds


def _choose_words(diff: Diff, kinds: Kinds | None) -> Excerpt:
    """Return the excerpt of a Change: the words that its first sentence is about, where they stand in the text."""
    told = find_lead(kinds) if kinds else None
    lead = Lead(told.removed, told.added, told.place.old, told.place.new) if told else None
    return excerpt(diff, lead=lead)


def _tell_kinds(change: Change, kinds: Kinds | None) -> dict[str, Any]:
    """Return the columns of kinds, rank and disclosure."""
    if kinds is None:
        return {"kinds": [], "evidence": [], "rank": 0, "rank_parts": [], "disclosure": ""}
    before, after = change.texts_shown
    ranked = rank(kinds)
    return {
        "kinds": [code.value for code in kinds.codes],
        "evidence": _choose_evidence(kinds),
        "rank": ranked.total,
        "rank_parts": [[part.name, part.points] for part in ranked.parts],
        "disclosure": _tell_disclosure(before, after, lang=change.language),
    }


def _is_reversion(change: Change, after: ReadText) -> bool:
    """Tell whether an edit led back to an earlier text; of a text that is read otherwise today nobody knows."""
    return change.nature == Nature.EDIT and isinstance(after, Version) and after.same_text_as_id is not None


def _choose_evidence(kinds: Kinds) -> list[dict[str, Any]]:
    """Return the evidence, what matters most first; of every kind at least one, then as much as there is room for."""
    entries: Sequence[Kind] = in_order(kinds)
    firsts = {code: next(kind for kind in entries if kind.code is code) for code in kinds.codes}
    chosen = set(list(dict.fromkeys([*firsts.values(), *entries]))[:MOST_EVIDENCE])
    return [write_kind(kind) for kind in entries if kind in chosen]


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
