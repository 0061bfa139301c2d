"""What one person wants to see first: her own wish, without an event, for it decides nothing about any Change."""

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trackers.desk.errors import DeskError
from trackers.models import LONGEST_SECTION, MOST_SECTIONS, DeskPreference, Source


def set_preference(user: User, *, sources: Iterable[Source], sections: Iterable[str]) -> DeskPreference:
    """Put publishers and sections first in somebody's queues; none of either puts nothing first.

    Raises DeskError for too many sections, or for one that is too long or holds what cannot be seen.
    """
    names = list(dict.fromkeys(name.strip() for name in sections if name.strip()))
    refusals = list(_refuse(names))
    if refusals:
        raise DeskError(refusals[0], fields={"sections": refusals})
    with transaction.atomic():
        preference, _made = DeskPreference.objects.update_or_create(user=user, defaults={"sections": names})
        preference.sources.set(sources)
    return preference


def _refuse(names: list[str]) -> Iterable[str]:
    if len(names) > MOST_SECTIONS:
        yield ngettext("At most %(count)d section.", "At most %(count)d sections.", MOST_SECTIONS) % {
            "count": MOST_SECTIONS
        }
    if any(len(name) > LONGEST_SECTION for name in names):
        yield _("The name of a section has at most %(count)d characters.") % {"count": LONGEST_SECTION}
    if any(not name.isprintable() for name in names):
        yield _("A section is one line of characters that can be seen.")
