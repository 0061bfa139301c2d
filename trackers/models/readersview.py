"""The readers' view: while it is on, rows hand out their texts without what is withheld.

Passages are withheld where a text leaves its row, not where a page shows it: whoever writes the next page, list, feed
or picture has nothing to remember. The doors of readers are answered with the view on (``trackers.views.readersview``);
the desk and the pipeline see everything, and turn it on with ``readers_view`` for what they derive for readers.

What is withheld stands on the Article itself, so that nothing is asked of the database that would not be asked anyway.
Where a text is met before its Article, one query asks for all there are. Rows are not to be saved while the view is on.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeAlias, TypeVar

from django.apps import apps
from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.utils.translation import gettext

from trackers.text.withheld import mask_excerpt, mask_line, mask_lines

ModelT = TypeVar("ModelT", bound=models.Model)
Mask: TypeAlias = Callable[[Any, tuple[str, ...], str], Any]
# The fields of stored evidence and anchors that hold a publisher's words.
_QUOTING = frozenset({"removed", "added", "exact", "prefix", "suffix"})


@dataclass(frozen=True)
class Withheld:
    """What readers are not shown of an Article: passages, and the numbers of Versions."""

    words: tuple[str, ...] = ()
    numbers: frozenset[int] = frozenset()


@dataclass
class _View:
    """What is known so far of what is withheld, by the ids of Articles; ``mark`` is None for the active language's.

    ``masked`` remembers what texts in which something may stand became, each beside the text itself: a page reads the
    same column many times.
    """

    mark: str | None = None
    known: dict[int, Withheld] = field(default_factory=dict)
    knows_all: bool = False
    masked: dict[tuple[int, Mask, tuple[str, ...], str], tuple[Any, Any]] = field(default_factory=dict)


_view: ContextVar[_View | None] = ContextVar("readers_view", default=None)


@contextmanager
def readers_view(*, mark: str | None = None) -> Iterator[None]:
    """Hand texts out as readers may see them; ``mark`` stands for what is withheld, else a word that says so."""
    token = _view.set(_View(mark=mark))
    try:
        yield
    finally:
        _view.reset(token)


def leave_readers_view() -> None:
    """Hand texts out as they are, for the rest of what ``readers_view`` was turned on for."""
    _view.set(None)


def note_withheld(article_id: int, *, words: tuple[str, ...], numbers: frozenset[int]) -> None:
    """Remember what is withheld of an Article that has been read from the database."""
    view = _view.get()
    if view is not None:
        view.known[article_id] = Withheld(words, numbers)


def show_text(text: str, words: tuple[str, ...], mark: str) -> str:
    """Mask a text in which passages may stand whole."""
    return mask_line(text, words, mark=mark)


def show_lines(lines: list[str], words: tuple[str, ...], mark: str) -> list[str]:
    """Mask lines that follow one another."""
    return mask_lines(lines, words, mark=mark)


def show_excerpt(text: str, words: tuple[str, ...], mark: str) -> str:
    """Mask words that were cut from a text in which passages stand."""
    return mask_excerpt(text, words, mark=mark)


def show_quotes(items: Any, words: tuple[str, ...], mark: str) -> Any:
    """Mask the words that stored anchors and evidence quote, as excerpts."""
    return _show_each(items, show_excerpt, words, mark)


def show_names(items: Any, words: tuple[str, ...], mark: str) -> Any:
    """Mask the names in stored labels."""
    if not isinstance(items, list):
        return items
    return [
        {**item, "name": mask_line(item["name"], words, mark=mark)}
        if isinstance(item, dict) and isinstance(item.get("name"), str)
        else item
        for item in items
    ]


def _show_whole_quotes(items: Any, words: tuple[str, ...], mark: str) -> Any:
    return _show_each(items, show_text, words, mark)


def _show_each(items: Any, mask: Mask, words: tuple[str, ...], mark: str) -> Any:
    if not isinstance(items, list):
        return items
    return [
        {
            name: mask(value, words, mark) if name in _QUOTING and isinstance(value, str) else value
            for name, value in item.items()
        }
        if isinstance(item, dict)
        else item
        for item in items
    ]


# How excerpts are masked that were cut from a text in which no passage stands.
_OF_OTHER_TEXTS: dict[Mask, Mask] = {show_excerpt: show_text, show_quotes: _show_whole_quotes}


class _Plain:
    """What an annotation of a query has put on a row, where there is no column of that name."""

    def __init__(self, name: str) -> None:
        self.attname = name


class _ShownAttribute(DeferredAttribute):
    """A column whose value is masked on its way out, where the readers' view is on."""

    def __init__(self, column: Any, mask: Mask, is_cut: Callable[[Any], bool]) -> None:
        super().__init__(column)
        self._mask, self._is_cut = mask, is_cut

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        if (
            isinstance(self.field, _Plain)
            and instance is not None
            and self.field.attname not in instance.__dict__
        ):
            raise AttributeError(self.field.attname)
        value = super().__get__(instance, cls)
        view = _view.get()
        if instance is None or view is None or not value:
            return value
        withheld = _find(instance, view)
        mark = gettext("[withheld]") if view.mark is None else view.mark
        if withheld.numbers and getattr(instance, "number", None) in withheld.numbers:
            return [mark] if isinstance(value, list) else mark
        if not withheld.words:
            return value
        mask = self._mask if self._is_cut(instance) else _OF_OTHER_TEXTS.get(self._mask, self._mask)
        key = (id(value), mask, withheld.words, mark)
        if key not in view.masked:
            view.masked[key] = (value, mask(value, withheld.words, mark))
        return view.masked[key][1]

    def __set__(self, instance: Any, value: Any) -> None:
        # Without this, Python would take the value from the instance itself and never ask.
        instance.__dict__[self.field.attname] = value


def _always(_row: Any) -> bool:
    return True


def shown_as(
    masks: Mapping[str, Mask], *, is_cut: Callable[[Any], bool] = _always
) -> Callable[[type[ModelT]], type[ModelT]]:
    """Return a class decorator: the named columns are handed out masked.

    A name may also be that of an annotation of queries. In rows for which ``is_cut`` says that their excerpts come from
    no text that holds the passage, these are masked as whole texts are: only where the passage stands whole.

    The Article is that of the row's own ``article``, or of its ``version`` or ``change`` where that is loaded.
    """

    def decorate(model: type[ModelT]) -> type[ModelT]:
        columns = {column.name: column for column in model._meta.fields}
        for name, mask in masks.items():
            column = columns.get(name, _Plain(name))
            setattr(model, name, _ShownAttribute(column, mask, is_cut))
        return model

    return decorate


def _find(row: Any, view: _View) -> Withheld:
    """Return what is withheld of a row's Article; of a row whose Article is not known, what is withheld of any met."""
    article_id = _article_of(row)
    if article_id in view.known:
        return view.known[article_id]
    if not view.knows_all and (article_id is not None or not view.known):
        _learn_all(view)
    if article_id is not None:
        return view.known.get(article_id, Withheld())
    words = dict.fromkeys(word for withheld in view.known.values() for word in withheld.words)
    return Withheld(tuple(words))


def _article_of(row: Any) -> int | None:
    if row._meta.model_name == "article":
        return int(row.pk) if row.pk else None
    if row.__dict__.get("article_id") is not None:
        return int(row.__dict__["article_id"])
    for name in ("version", "change"):
        other = row._state.fields_cache.get(name)
        if other is not None:
            return _article_of(other)
    return None


def _learn_all(view: _View) -> None:
    article = apps.get_model("trackers", "Article")
    rows = article._default_manager.holding_back().values_list("pk", "withheld_words", "withheld_numbers")
    view.knows_all = True
    for pk, words, numbers in rows:
        view.known.setdefault(pk, Withheld(tuple(words), frozenset(numbers)))
