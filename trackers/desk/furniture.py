"""Template lines: editors overrule what was learned, keep it, take a decision back and add a line by hand.

A decision holds from the next look on, a minute at most after it. No Version is altered: a marked line stays in it.
"""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trackers.desk.errors import DeskError
from trackers.desk.events import Actor, record_event
from trackers.desk.rights import ADD_LINE, CHANGE_LINE, require
from trackers.models import DECIDED, Act, Article, FurnitureLine, Source, Standing, latest_texts, seen_text_of
from trackers.text.learned import Refusal, find_refusal, line_key
from trackers.text.repeats import count_bearers, count_different, fewest_of
from trackers.text.tidy import tidy

MOST_EXAMPLES = 5
# The most lines of one Source that editors decide about: all of them are at hand at every look.
MOST_DECIDED = 500

REFUSALS: dict[Refusal, Promise | str] = {
    Refusal.WORDLESS: gettext_lazy("A line without a single letter is never marked."),
    Refusal.LONG: gettext_lazy(
        "A line of more than 300 characters is never marked: it is a paragraph of the article."
    ),
    Refusal.QUOTED: gettext_lazy(
        "A line with words in quotation marks is never marked: somebody may have said them."
    ),
    Refusal.NOTICE: gettext_lazy("This is a notice to readers, such as a correction: it is never marked."),
    Refusal.FIGURES: gettext_lazy("A row of a table with figures is never marked."),
}


@dataclass(frozen=True)
class Rehearsal:
    """What a line would mean if it were marked: on how many of the newest articles it stands, and up to five of them.

    ``standing`` is what is known of the line already, "" for nothing.
    """

    line: str
    articles: int
    of: int
    examples: tuple[Article, ...]
    standing: str = ""


def rehearse_line(source: Source, *, text: str) -> Rehearsal:
    """Return what marking a line would mean for a Source; nothing is saved. Two queries.

    Raises DeskError, with a sentence, for a line that is never marked.
    """
    line = _read_line(text)
    known = FurnitureLine.objects.filter(source=source, key=line_key(line)).first()
    articles, of, examples = find_examples(source.pk, line=line)
    return Rehearsal(line, articles, of, examples, known.standing if known else "")


def find_examples(source_id: int, *, line: str) -> tuple[int, int, tuple[Article, ...]]:
    """Return on how many of a Source's newest articles a line stands, of how many, and up to five. One query."""
    articles = list(latest_texts(source_id))
    texts = [seen_text_of(article) for article in articles]
    places = count_bearers(texts, key=line_key(line))
    return len(places), count_different(texts), tuple(articles[place] for place in places[:MOST_EXAMPLES])


def add_line(source: Source, *, text: str, actor: Actor) -> FurnitureLine:
    """Mark a line as a Source's template from now on; return its row.

    A line that was learned or proposed is kept; raises DeskError for one that is marked by an editor's word already,
    that an editor has overruled, or that is never marked.
    """
    require(actor, ADD_LINE)
    line = _read_line(text)
    articles, of, _examples = find_examples(source.pk, line=line)
    with transaction.atomic():
        locked = Source.objects.select_for_update().get(pk=source.pk)
        known = FurnitureLine.objects.filter(source=locked, key=line_key(line)).first()
        if known is not None:
            if known.standing == Standing.OVERRULED:
                sentence = _(
                    "An editor has overruled this line. Take that decision back on the line's own page."
                )
                raise DeskError(sentence, fields={"text": [sentence]})
            return _decide(known, to=Standing.KEPT, actor=actor)
        _leave_room(locked)
        now = timezone.now()
        row = FurnitureLine(
            source=locked, key=line_key(line), sample=line, articles=articles, of=of,
            first_seen_at=now, last_seen_at=now, standing=Standing.KEPT,
        )  # fmt: skip
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as error:
            sentence = _("This line has just been learned. Please try again.")
            raise DeskError(sentence, fields={"text": [sentence]}) from error
        record_event(Act.FURNITURE, actor=actor, source=locked, after=_facts(row))
    return row


def overrule_line(line: FurnitureLine, *, actor: Actor) -> FurnitureLine:
    """Say that a line is the article's: it is never marked again, whatever is counted. Raises DeskError."""
    require(actor, CHANGE_LINE)
    return _decide(line, to=Standing.OVERRULED, actor=actor)


def keep_line(line: FurnitureLine, *, actor: Actor) -> FurnitureLine:
    """Say that a line is the template's: it stays marked, whatever is counted. Raises DeskError."""
    require(actor, CHANGE_LINE)
    return _decide(line, to=Standing.KEPT, actor=actor)


def undo_decision(line: FurnitureLine, *, actor: Actor) -> FurnitureLine:
    """Leave a line to the count again, as it stands now. Raises DeskError where nobody has decided."""
    require(actor, CHANGE_LINE)
    return _decide(line, to=None, actor=actor)


def _decide(line: FurnitureLine, *, to: Standing | None, actor: Actor) -> FurnitureLine:
    with transaction.atomic():
        locked = (
            FurnitureLine.objects.select_for_update(of=("self",)).select_related("source").filter(pk=line.pk)
        )
        row = locked.first()
        if row is None:
            raise DeskError(_("This line has just been forgotten: it stood on too few articles."))
        if to is None and row.standing not in DECIDED:
            raise DeskError(_("Nobody has decided about this line."))
        if row.standing == to:
            raise DeskError(_("That is decided already."))
        if to is not None and row.standing not in DECIDED:
            _leave_room(row.source)
        before = _facts(row)
        row.standing = to or _as_counted(row)
        row.save(update_fields=["standing"])
        record_event(Act.FURNITURE, actor=actor, source=row.source, before=before, after=_facts(row))
    return row


def _as_counted(row: FurnitureLine) -> Standing:
    """Return what the last count makes of a line."""
    stands = not row.doubt and row.articles >= fewest_of(row.of)
    return Standing.LEARNED if stands else Standing.PROPOSED


def _read_line(text: str) -> str:
    line = tidy(text)
    refusal = find_refusal(line) if line else Refusal.WORDLESS
    if refusal is not None:
        sentence = str(REFUSALS[refusal])
        raise DeskError(sentence, fields={"text": [sentence]})
    return line


def _leave_room(source: Source) -> None:
    if FurnitureLine.objects.filter(source=source, standing__in=DECIDED).count() >= MOST_DECIDED:
        words = {"most": MOST_DECIDED, "name": source.name}
        raise DeskError(_("Editors have decided about %(most)d lines of “%(name)s”: no more fit in.") % words)


def _facts(row: FurnitureLine) -> dict[str, str]:
    return {"line": row.sample, "standing": str(row.standing)}
