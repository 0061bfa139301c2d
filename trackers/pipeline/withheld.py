"""Withheld: a text that is withheld as a whole and is seen again stays withheld, before anybody could read it.

An editor, a court or a person concerned has said that readers are not to see what a Version says. When the publisher
goes back to it, the Version made then says the same, and nobody of the desk may be awake. So the machine withholds it
in the transaction that makes it, for the reason that stands, on the record as its own act. Editors release it.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from trackers.models import (
    Act,
    Article,
    ReadText,
    Rereading,
    ReviewEvent,
    Version,
    WithheldPart,
    Withholding,
)
from trackers.text.withheld import letters_of_text


def withhold_again(article: Article, version: Version) -> Withholding | None:
    """Withhold a Version just made where what it says is withheld as a whole; None where it is not.

    ``article`` is its locked row, which is told and which the caller saves. Two queries where nothing is withheld.
    """
    ids = article.ids_with_joined()
    standing = (
        Withholding.objects.standing()
        .filter(part=WithheldPart.VERSION, article__in=ids)
        .select_related("version")
        .order_by("made_at", "pk")
    )
    found = _find_same(version, list(standing), article=article)
    if found is None:
        return None
    assert found.version is not None
    note = _("It says what version %(number)d says, which is withheld.") % {"number": found.version.number}
    row = Withholding.objects.create(
        part=WithheldPart.VERSION,
        article=article,
        version=version,
        reason=found.reason,
        authority=found.authority,
        asked_by=found.asked_by,
        due_on=found.due_on,
        note=note,
    )
    article.withheld_numbers = sorted({*article.withheld_numbers, version.number})
    facts = {"part": row.part, "withholding": str(row.pk), "versions": [version.number]}
    ReviewEvent.objects.create(
        act=Act.WITHHOLD,
        actor_name=_("the machine"),
        source=article.source,
        article=article,
        reason=note,
        after={**facts, "version": str(version.number), "reason": row.reason, "as": str(found.pk)},
    )
    return row


def _find_same(version: Version, rows: list[Withholding], *, article: Article) -> Withholding | None:
    """Return the Withholding of a text that says what a Version says, None where there is none.

    A text is the same sign by sign, or by the letters and digits of its headline, standfirst and body; by these
    alone not where readers are shown the very same text of another Version.
    """
    for row in rows:
        if any(text.text_hash == version.text_hash for text in _texts_of(row)):
            return row
    letters = letters_of_text(version.text)
    if not rows or not letters or _is_shown(version, article=article):
        return None
    return next(
        (row for row in rows if any(letters_of_text(text.text) == letters for text in _texts_of(row))), None
    )


def _texts_of(row: Withholding) -> Iterator[ReadText]:
    """Give a withheld Version, and what it says as it was read later."""
    assert row.version is not None
    yield row.version
    yield from Rereading.objects.filter(version=row.version)


def _is_shown(version: Version, *, article: Article) -> bool:
    same = Version.objects.filter(article=article, text_hash=version.text_hash).exclude(pk=version.pk)
    return same.exclude(number__in=article.withheld_numbers).exists()
