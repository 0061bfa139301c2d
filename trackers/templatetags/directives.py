"""What a page asks of robots, in sentences for people."""

from django import template
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def explain_directives(words: str) -> list[str]:
    """Return one neutral sentence for each thing asked for; ``words`` are an Article's, apart by commas.

    Words that say the same share a sentence, unknown ones have none.
    """
    sentences = {
        "noarchive": _("The publisher asks robots not to archive this page (noarchive)."),
        "nocache": _("The publisher asks robots not to archive this page (noarchive)."),
        "noindex": _("The publisher asks search engines not to list this page (noindex)."),
        "none": _("The publisher asks search engines not to list this page (noindex)."),
        "nosnippet": _("The publisher asks search engines not to quote this page (nosnippet)."),
        "unavailable_after": _(
            "The publisher asks search engines to drop this page after a date it gives (unavailable_after)."
        ),
    }
    named = (word.strip() for word in words.split(","))
    return list(dict.fromkeys(sentences[word] for word in named if word in sentences))
