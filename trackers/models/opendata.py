"""What a release of data holds, table by table and column by column, for the files themselves and the page about them.

Metadata alone: addresses, headlines that pages show, moments, codes and counts, no text. A column keeps its name and
its meaning for ever; a new one comes last.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class Column:
    """A column: its name, its type in the words of Frictionless Table Schema, what it means.

    ``refers_to`` is the table and column that its values are of.
    """

    name: str
    type: str
    words: StrPromise
    refers_to: tuple[str, str] | None = None


@dataclass(frozen=True)
class Table:
    """A table: its name, what a row is, and its columns; the first one tells a row from all others."""

    name: str
    words: StrPromise
    columns: tuple[Column, ...]


SOURCES = Table(
    "sources",
    _("One row for each publisher that is shown here."),
    (
        Column("source", "string", _("Short name, as in the addresses of this site.")),
        Column("page", "string", _("The publisher’s page on this site.")),
        Column("name", "string", _("Name, as readers know it.")),
        Column("home_page", "string", _("Address of its home page.")),
        Column(
            "language", "string", _("Language of its articles (BCP 47), where they do not say their own.")
        ),
        Column("time_zone", "string", _("Its time zone (IANA).")),
        Column("is_followed", "boolean", _("Whether its articles are looked at.")),
        Column("followed_since", "datetime", _("When we began to follow it.")),
    ),
)
ARTICLES = Table(
    "articles",
    _("One row for each article that can be read here, those that never changed among them."),
    (
        Column("article", "integer", _("Number of the article, as in the addresses of this site.")),
        Column("source", "string", _("Its publisher."), ("sources", "source")),
        Column("page", "string", _("The article’s page on this site.")),
        Column("address", "string", _("Where the publisher has it.")),
        Column("headline", "string", _("The last headline that this site shows.")),
        Column("first_seen", "datetime", _("When we first met it.")),
        Column("last_look", "datetime", _("When we last looked at it.")),
        Column("versions", "integer", _("How many versions of its text can be read here.")),
    ),
)
CHANGES = Table(
    "changes",
    _("One row for each step that is shown here: an edit, a page that went, a page that came back."),
    (
        Column("change", "string", _("Permanent id (UUID).")),
        Column("article", "integer", _("Its article."), ("articles", "article")),
        Column("page", "string", _("The page of the change on this site.")),
        Column("nature", "string", _("What sort of step: edit, gone or returned.")),
        Column("from_version", "integer", _("Number of the version before.")),
        Column("to_version", "integer", _("Number of the version after; empty for a page that went.")),
        Column("last_seen_old", "datetime", _("The last look that saw it as it was. It changed after that.")),
        Column(
            "first_seen_new", "datetime", _("The first look that saw it as it is. It changed before that.")
        ),
        Column("announced", "datetime", _("When it appeared on this site.")),
        Column("absence", "string", _("What the publisher’s server said of a page that went.")),
        Column("kinds", "string", _("Codes of the kinds of change a machine told, with spaces between.")),
        Column(
            "disclosure",
            "string",
            _("What the page itself tells readers of the change, as a machine read it."),
        ),
        Column(
            "rank", "integer", _("How high the machine ranks it; only to be compared under one set of rules.")
        ),
        Column("rules", "string", _("The set of rules that told kinds, disclosure and rank.")),
        Column("is_lowered", "boolean", _("Whether a noise rule of the editors takes it off the lists.")),
        Column(
            "read_again", "string", _("What reading it again with newer rules saw: differs, same, or empty.")
        ),
        Column("words_removed", "integer", _("How many words went.")),
        Column("words_added", "integer", _("How many words came.")),
        Column("headline_before", "string", _("The headline before, where it changed.")),
        Column("headline_after", "string", _("The headline after, where it changed.")),
    ),
)
PUBLICATIONS = Table(
    "publications",
    _("One row for each entry that our editors have published about a change, as it stands."),
    (
        Column("entry", "string", _("Permanent id (UUID).")),
        Column("change", "string", _("The change it is about."), ("changes", "change")),
        Column("page", "string", _("The entry’s page on this site, with its note.")),
        Column("standing", "string", _("What its last edition is: first, amendment or retraction.")),
        Column("edition", "integer", _("Number of that edition.")),
        Column("first_seen", "datetime", _("When readers first saw the entry.")),
        Column("last_edited", "datetime", _("Since when readers have seen that edition.")),
        Column("significance", "integer", _("How much it matters, 0 to 4. Empty once retracted, as all that follows.")),
        Column("kinds", "string", _("Codes of the kinds of change an editor told, with spaces between.")),
        Column("disclosure", "string", _("What the page tells readers of the change, as an editor read it.")),
        Column("confidence", "string", _("How sure the editors are.")),
        Column("cause", "string", _("What was done, as a code.")),
        Column("adequacy", "string", _("How far the publisher’s notice says what changed.")),
        Column("placement", "string", _("Where the publisher’s notice stands.")),
        Column("labels", "string", _("Codes of the labels it bears, with spaces between.")),
        Column("is_alone", "boolean", _("Whether it was published without a second read.")),
    ),
)  # fmt: skip
TABLES = (SOURCES, ARTICLES, CHANGES, PUBLICATIONS)
