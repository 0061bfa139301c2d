"""IncidentSign: what the Articles of an Incident have in common; SignSighting: what single Articles showed lately."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from trackers.models.incident import Incident
from trackers.text.alike import Sign, SignKind


class IncidentSign(models.Model):
    """One thing that the Articles of an Incident have in common (``trackers.text.alike.Sign``)."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="signs")
    key = models.CharField(max_length=32)
    kind = models.CharField(_("what"), max_length=12, choices=[(kind.value, kind.value) for kind in SignKind])
    detail = models.CharField(max_length=250, blank=True)
    sample = models.TextField(_("as it stood"), blank=True)

    class Meta:
        ordering = ["incident", "pk"]
        verbose_name = _("sign")
        verbose_name_plural = _("signs")
        constraints = [
            models.UniqueConstraint(fields=["incident", "key"], name="incidentsign_stands_once"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in SignKind]), name="incidentsign_kind_is_a_word"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.detail}"

    @property
    def sign(self) -> Sign:
        """Return it as the text room knows it."""
        return Sign(SignKind(self.kind), self.detail, self.sample)

    @property
    def words(self) -> str:
        """Return what it says in one plain sentence, without the sample."""
        place, _colon, rest = self.detail.partition(":")
        if self.kind in {SignKind.TAIL, SignKind.LEAD}:
            return _end_in_words(SignKind(self.kind), place)
        if self.kind == SignKind.AFFIX:
            return _AFFIXES.get(rest[:1], _AFFIXES["+"]) % {"field": _field_in_words(place)}
        if self.kind == SignKind.TYPOGRAPHY:
            return str(_TYPOGRAPHY.get(place, _TYPOGRAPHY["joins"]))
        if self.kind == SignKind.MOVED:
            origin, _arrow, goal = self.detail.partition(">")
            return gettext("A line of the %(from)s stands in the %(to)s now.") % {
                "from": _field_in_words(origin),
                "to": _field_in_words(goal),
            }
        return str(_SENTENCES[SignKind(self.kind)]) % {"field": _field_in_words(place)}


_FIELDS = {
    "headline": _("headline"),
    "standfirst": _("standfirst"),
    "byline": _("byline"),
    "paragraphs": _("body"),
    "captions": _("captions"),
}
_SENTENCES = {
    SignKind.CAME: _("The same line came into the %(field)s."),
    SignKind.WENT: _("The same line went from the %(field)s."),
    SignKind.LOST: _("The %(field)s emptied."),
    SignKind.GAINED: _("The %(field)s was empty and is filled."),
    SignKind.PLACE: _("The %(field)s is taken from another place of the page."),
    SignKind.SHUFFLED: _("The %(field)s holds the same lines in another order."),
    SignKind.COLLAPSE: _("Less than two fifths of the body are left."),
}
_AFFIXES = {
    "+": _("The same words came to the beginning or end of a line of the %(field)s."),
    "-": _("The same words went from the beginning or end of a line of the %(field)s."),
}
_TYPOGRAPHY = {
    "went": _("A sort of mark or space vanished from the text; no word differs."),
    "came": _("A sort of mark or space is new to the text; no word differs."),
    "joins": _("Paragraphs are joined or split otherwise; no word differs."),
}
_ENDS = {
    (SignKind.TAIL, "came"): _("A block with the same heading came to the end of the body."),
    (SignKind.TAIL, "went"): _("A block with the same heading went from the end of the body."),
    (SignKind.TAIL, "longer"): _("The end of the body is longer by as many lines."),
    (SignKind.TAIL, "shorter"): _("The end of the body is shorter by as many lines."),
    (SignKind.TAIL, "instead"): _("The same line stands in place of the rest of the body."),
    (SignKind.LEAD, "longer"): _("The beginning of the body is longer by as many lines."),
    (SignKind.LEAD, "shorter"): _("The beginning of the body is shorter by as many lines."),
    (SignKind.TAIL, "cut"): _("The end of the body is missing: a quarter of it or more."),
    (SignKind.LEAD, "came"): _("A block with the same line came to the beginning of the body."),
    (SignKind.LEAD, "went"): _("A block with the same line went from the beginning of the body."),
    (SignKind.LEAD, "cut"): _("The beginning of the body is missing: a quarter of it or more."),
}


def _field_in_words(name: str) -> str:
    return str(_FIELDS.get(name, name))


def _end_in_words(kind: SignKind, way: str) -> str:
    return str(_ENDS.get((kind, way), _ENDS[kind, "cut"]))


class SignSighting(models.Model):
    """A sign seen lately on one Article: what is many is counted in these. An empty key says that its text differed.

    Kept for some hours, then deleted.
    """

    source = models.ForeignKey("trackers.Source", on_delete=models.CASCADE, db_index=False, related_name="+")
    article = models.ForeignKey("trackers.Article", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=32, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "key", "article"], name="signsighting_stands_once"),
        ]
        indexes = [models.Index(fields=["at"], name="signsighting_oldest")]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.key}"
