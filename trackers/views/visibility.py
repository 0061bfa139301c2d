"""What the public may see, in one place: every page and feed about an Article or a Source asks here first.

Never public: 404. Public once and withheld since: 410, for legal reasons 451 (RFC 7725). Merged: 301 to the Article it
was merged into; but what was seen at its own address, its Versions and Changes, stays at the addresses that were cited,
as long as that Article is public. The rows of lists are chosen by the ``public()`` words of the models.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect

from trackers.models import (
    Article,
    Change,
    Exposure,
    Publication,
    PublicText,
    Source,
    Version,
    WithheldPart,
    Withholding,
    attach_statements,
)
from trackers.models.source import LEGAL_DEMANDS
from trackers.models.version import VersionQuerySet
from trackers.views.errors import answer_gone, answer_legally_withheld

ParamsT = ParamSpec("ParamsT")
# Merges of merges are rare; a circle must not hold a worker.
_MERGES = 5
MOST_JOINED = 20
# The parts of addresses that name Versions, where a page is about these.
_NUMBERS = frozenset({"number", "old", "new"})
LONG = ("paragraphs", "captions", "standfirst")
_LONG_OF_CHANGE = tuple(f"change__{side}_version__{name}" for side in ("from", "to") for name in LONG)


def about_article(
    view: Callable[Concatenate[HttpRequest, Article, ParamsT], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Let a view take a public Article (with its source) in place of ``article_id``.

    Other Articles are answered here: 404, 410, 451 or 301. One query, one more for each merge.
    """

    @wraps(view)
    def answer(
        request: HttpRequest, article_id: int, *args: ParamsT.args, **kwargs: ParamsT.kwargs
    ) -> HttpResponseBase:
        asked = _find_article(article_id)
        if asked.is_public:
            return view(request, asked, *args, **kwargs)
        return _answer_hidden(request, asked)

    return answer


def about_record(
    view: Callable[Concatenate[HttpRequest, Article, ParamsT], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """The same for a page about Versions, which a merged Article keeps: they were cited under its own number.

    Where one of the Versions that the address names is withheld, it is answered here: 410 or 451.
    """

    @wraps(view)
    def answer(
        request: HttpRequest, article_id: int, *args: ParamsT.args, **kwargs: ParamsT.kwargs
    ) -> HttpResponseBase:
        asked = _find_article(article_id)
        if asked.is_public or _is_part_of_a_public_one(asked):
            withheld = _asks_for_withheld(asked, kwargs)
            return (
                answer_for_version(request, asked, withheld)
                if withheld
                else view(request, asked, *args, **kwargs)
            )
        return _answer_hidden(request, asked)

    return answer


def about_publication(
    view: Callable[Concatenate[HttpRequest, list[Publication], ParamsT], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Let a view take all editions that readers have seen of an entry, the newest first, in place of ``uuid``.

    Each comes with its Change. 404 for an entry that nobody has seen; 410, 451 or 301 as its Article says, 410 or 451
    where one of the Change's Versions is withheld. Two queries.
    """

    @wraps(view)
    def answer(
        request: HttpRequest, uuid: UUID, *args: ParamsT.args, **kwargs: ParamsT.kwargs
    ) -> HttpResponseBase:
        rows = (
            Publication.objects.out()
            .filter(uuid=uuid, change__announced_at__isnull=False)
            .select_related(
                "change__article__source", "change__from_version", "change__to_version", "change__description"
            )
        )
        editions = list(rows.defer(*_LONG_OF_CHANGE).order_by("-edition"))
        if not editions:
            raise Http404
        asked = _find_article(editions[0].change.article_id)
        if asked.is_public or _is_part_of_a_public_one(asked):
            withheld = _withheld_of(editions[0].change, asked)
            return (
                answer_for_version(request, asked, withheld)
                if withheld
                else view(request, editions, *args, **kwargs)
            )
        return _answer_hidden(request, asked)

    return answer


def about_source(
    view: Callable[Concatenate[HttpRequest, Source, ParamsT], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Let a view take a public Source in place of ``slug``; others are answered here: 404,
    410 or 451. One query.
    """

    @wraps(view)
    def answer(
        request: HttpRequest, slug: str, *args: ParamsT.args, **kwargs: ParamsT.kwargs
    ) -> HttpResponseBase:
        source = Source.objects.filter(slug=slug).first()
        if source is None or (not source.is_public and source.public_since is None):
            raise Http404
        return (
            view(request, source, *args, **kwargs) if source.is_public else _answer_withheld(request, source)
        )

    return answer


def list_joined(article: Article) -> list[Article]:
    """Return the Articles merged into a public one whose Versions readers may see, each with ``last_number``.

    That is the number of its newest announced Version. One query, which goes two merges back.
    """
    was_announced = Q(changes__announced_at__isnull=False)
    rows = Article.objects.filter(
        Q(merged_into=article) | Q(merged_into__merged_into=article),
        exposure=Exposure.USABLE,
        public_since__isnull=False,
        latest_version__isnull=False,
        source_id=article.source_id,
    )
    return list(
        rows.annotate(last_number=Coalesce(Max("changes__to_number", filter=was_announced), 1))
        .select_related("latest_version")
        .defer(*(f"latest_version__{name}" for name in LONG))
        .order_by("first_seen_at", "pk")[:MOST_JOINED]
    )


def public_versions(article: Article) -> VersionQuerySet:
    """Return the Versions of a public Article that readers may see, by number.

    These are the first and every other that an announced Change leads to or from, without those that are withheld.
    """
    announced = Change.objects.filter(announced_at__isnull=False)
    led_to = announced.filter(to_version=OuterRef("pk"))
    left_behind = announced.filter(from_version=OuterRef("pk"))
    is_shown = Q(number=1) | Exists(led_to) | Exists(left_behind)
    shown = Version.objects.filter(is_shown, article=article).order_by("number")
    return shown.exclude(number__in=article.withheld_numbers) if article.withheld_numbers else shown


def newest_public_version(article: Article) -> Version:
    """Return the last Version of a public Article that readers may see, without its long columns. One query.

    Raises Http404 where there is none.
    """
    version = public_versions(article).without_text().last()
    if version is None:
        raise Http404
    return version


def read_annotations(change: Change) -> list[Publication]:
    """Return what the editors have said about a Change as it stands, the first first, with what publishers say to it.

    What was retracted is among them, as the edition that says so. One query, two where anything was said.
    """
    rows = Publication.objects.newest().told().filter(change=change).with_first()
    found = list(rows.order_by(F("first_at"), "pk"))
    for edition in found:
        edition.change = change
    attach_statements(found)
    return found


def shows_whole_texts(article: Article) -> bool:
    """Tell whether the Article's Source lets readers see whole texts, not only changed passages."""
    return article.source.public_text == PublicText.FULL


def _answer_hidden(request: HttpRequest, asked: Article) -> HttpResponseBase:
    # What was never public must not be known to exist, whatever became of it.
    if asked.public_since is None or asked.latest_version_id is None:
        raise Http404
    article = _follow_merges(asked)
    if article.is_public:
        return HttpResponsePermanentRedirect(article.get_absolute_url())
    return _answer_withheld(request, article, article.source)


def _is_part_of_a_public_one(asked: Article) -> bool:
    return (
        asked.merged_into_id is not None
        and asked.exposure == Exposure.USABLE
        and asked.public_since is not None
        and asked.latest_version_id is not None
        and asked.source.is_public
        and _follow_merges(asked).is_public
    )


def _find_article(article_id: int) -> Article:
    article = Article.objects.select_related("source").filter(pk=article_id).first()
    if article is None:
        raise Http404
    return article


def _follow_merges(article: Article) -> Article:
    for _ in range(_MERGES):
        if article.merged_into_id is None:
            return article
        article = _find_article(article.merged_into_id)
    raise Http404


def answer_for_change(request: HttpRequest, article: Article, rows: QuerySet[Change]) -> HttpResponseBase:
    """Answer for a Change that is not shown: 410 or 451 where one of its texts is withheld, 404 where there is none."""
    change = rows.first() if article.withheld_numbers else None
    numbers = _withheld_of(change, article) if change is not None else set()
    if not numbers:
        raise Http404
    return answer_for_version(request, article, numbers)


def _withheld_of(change: Change, article: Article) -> set[int]:
    """Return the numbers of those Versions of a Change that are withheld. No query."""
    numbers = {change.from_number, change.to_number}.intersection(article.withheld_numbers)
    return {number for number in numbers if number is not None}


def answer_for_version(request: HttpRequest, article: Article, numbers: Collection[int]) -> HttpResponseBase:
    """Answer for Versions that are withheld: 451 where one of them follows a legal demand, else 410. One query."""
    rows = Withholding.objects.standing().filter(version__article=article, version__number__in=numbers)
    return _answer_for(request, list(rows))


def _asks_for_withheld(article: Article, named: Mapping[str, object]) -> set[int]:
    asked = {value for name, value in named.items() if name in _NUMBERS and isinstance(value, int)}
    return asked.intersection(article.withheld_numbers)


def _answer_withheld(request: HttpRequest, *rows: Article | Source) -> HttpResponseBase:
    """Answer for an Article or a Source as a whole; whoever demanded it is named where the desk has said so."""
    articles = [row for row in rows if isinstance(row, Article) and row.exposure != Exposure.USABLE]
    found = Withholding.objects.standing().filter(article__in=articles, part=WithheldPart.ARTICLE)
    reasons = {row.exposure_reason for row in rows}
    if not reasons & LEGAL_DEMANDS:
        return answer_gone(request)
    return answer_legally_withheld(
        request, authority=next((row.authority for row in found if row.authority), "")
    )


def _answer_for(request: HttpRequest, found: Sequence[Withholding]) -> HttpResponseBase:
    legal = [row for row in found if row.reason in LEGAL_DEMANDS]
    if not legal:
        return answer_gone(request)
    return answer_legally_withheld(
        request, authority=next((row.authority for row in legal if row.authority), "")
    )
