"""Which text of an Article readers see last: not its latest Version, where that is withheld or not announced yet."""

from django.db.models import Exists, F, Func, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from trackers.models.article import ArticleQuerySet
from trackers.models.change import Change
from trackers.models.version import Version

SHOWN_COLUMNS = ("headline", "lang", "dir")


def with_shown(rows: ArticleQuerySet, *, columns: tuple[str, ...] = SHOWN_COLUMNS) -> ArticleQuerySet:
    """Return public Articles, each with ``version_total``, how many Versions readers may see, and ``shown_headline``
    and the like: what the last of them says.
    """
    edits = Change.objects.edits().filter(announced_at__isnull=False)
    announced = edits.filter(article=OuterRef("pk")).order_by("-to_number")
    led_to = Exists(edits.filter(to_version=OuterRef("pk")))
    is_withheld = Q(article__withheld_numbers__contains=[F("number")])
    latest = Version.objects.filter(~is_withheld, led_to, article=OuterRef("pk")).order_by("-number")
    withheld = Func(F("withheld_numbers"), function="cardinality", output_field=IntegerField())
    first = Version.objects.filter(article=OuterRef("pk"), number=1)
    return rows.annotate(
        version_total=Coalesce(Subquery(announced.values("to_number")[:1]), 1) - withheld,
        **{
            f"shown_{column}": Coalesce(
                Subquery(latest.values(column)[:1]), Subquery(first.values(column)[:1])
            )
            for column in columns
        },
    )
