"""The pages on which part of an article is withheld: what and why, and then what will happen."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trackers.admin.cells import link_inside, link_outside, quote_text
from trackers.admin.confirm import CONFIRMED, GroundsForm
from trackers.desk.errors import DeskError
from trackers.desk.withholding import Reach, find_same_text
from trackers.models import Article, ExposureReason, Version, WithheldPart, Withholding
from trackers.text.withheld import LONGEST_PASSAGE

PARTS = [(part.value, part.label) for part in (WithheldPart.PASSAGE, WithheldPart.VERSION)]
SHOWN = 50


class PartForm(GroundsForm):
    """What of an article is withheld, and why."""

    part = forms.ChoiceField(label=gettext_lazy("What"), choices=PARTS, widget=forms.RadioSelect)
    words = forms.CharField(
        label=gettext_lazy("Words"),
        required=False,
        max_length=LONGEST_PASSAGE,
        widget=forms.Textarea(attrs={"rows": 4, "cols": 60, "dir": "auto"}),
        help_text=gettext_lazy(
            "Of a passage: the exact words, three at least. Capitals, accents, punctuation and spaces do not matter. "
            "A word with another ending is another word."
        ),
    )
    allow_few = forms.BooleanField(
        label=gettext_lazy("These few words are meant, such as a name"), required=False
    )
    number = forms.IntegerField(
        label=gettext_lazy("Version"), required=False, min_value=1, help_text=gettext_lazy("Its number.")
    )
    field_order = ("part", "words", "allow_few", "number")

    def __init__(self, article: Article, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._article = article
        self.version: Version | None = None

    @property
    def passage(self) -> str:
        """The words as they were typed."""
        return str(self.cleaned_data["words"])

    def clean(self) -> dict[str, Any]:
        """Ask for the words of a passage or the number of a version there is."""
        cleaned = super().clean() or self.cleaned_data
        if (
            cleaned.get("part") == WithheldPart.PASSAGE
            and not cleaned.get("words")
            and "words" not in self.errors
        ):
            self.add_error("words", _("Write or paste the words that are not to be shown."))
        if cleaned.get("part") == WithheldPart.VERSION and "number" not in self.errors:
            rows = Version.objects.select_related("article__source").filter(article=self._article)
            self.version = rows.filter(number=min(cleaned.get("number") or 0, 2**31 - 1)).first()
            if self.version is None:
                self.add_error("number", _("This article has no such version."))
        return cleaned

    def take(self, error: DeskError) -> None:
        """Show what a verb had against it beside the fields it is about, or on top."""
        known = {name: list(words) for name, words in error.fields.items() if name in self.fields}
        for name, words in known.items():
            self.add_error(name, words)
        if not known:
            self.add_error(None, error.sentence)


def show_form(
    model_admin: admin.ModelAdmin[Withholding], request: HttpRequest, article: Article, form: PartForm
) -> HttpResponse:
    """Return the page that asks what is withheld and why."""
    context = _context(model_admin, request, article) | {"form": form}
    return TemplateResponse(request, "admin/trackers/withholding/begin.html", context)


def show_reach(
    model_admin: admin.ModelAdmin[Withholding],
    request: HttpRequest,
    article: Article,
    form: PartForm,
    reach: Reach | None,
) -> HttpResponse:
    """Return the page that says what will happen; what was typed goes along, to be sent once more."""
    fields = ("part", "words", "allow_few", "number", "reason", "authority", "asked_by", "due_on", "note")
    context = _context(model_admin, request, article) | {
        "form": form,
        "sent": [(name, form.data.get(name, "")) for name in fields if form.data.get(name)],
        "confirmed": CONFIRMED,
        "reach": reach,
        "words": quote_text(reach.words, limit=LONGEST_PASSAGE) if reach else "",
        "numbers": ", ".join(map(str, reach.versions[:SHOWN])) if reach else "",
        "more": max(len(reach.versions) - SHOWN, 0) if reach else 0,
        "addresses": [link_outside(url, limit=200) for url in reach.addresses[:SHOWN]] if reach else [],
        "version": form.version,
        "twins": ", ".join(map(str, find_same_text(form.version))) if form.version else "",
        "answer": 451 if ExposureReason(form.cleaned_data["reason"]).is_legal_demand else 410,
    }
    return TemplateResponse(request, "admin/trackers/withholding/confirm.html", context)


def list_withheld(article: Article) -> list[str]:
    """Return what of an Article readers are not shown now, as links. One query, none where there is nothing."""
    if not article.holds_back:
        return []
    rows = Withholding.objects.standing().covering(article.pk).exclude(part=WithheldPart.ARTICLE)
    return [link_inside(row, _name(row)) for row in rows.select_related("version")[:SHOWN]]


def _name(row: Withholding) -> str:
    if row.version is not None:
        return _("version %(number)d (%(reason)s)") % {
            "number": row.version.number,
            "reason": row.get_reason_display(),
        }
    return _("a passage (%(reason)s)") % {"reason": row.get_reason_display()}


def _context(
    model_admin: admin.ModelAdmin[Withholding], request: HttpRequest, article: Article
) -> dict[str, Any]:
    return {
        **model_admin.admin_site.each_context(request),
        "title": _("Withhold part of an article"),
        "opts": model_admin.opts,
        "article": link_inside(article, quote_text(article.headline)),
        "media": model_admin.media,
    }
