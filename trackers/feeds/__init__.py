"""Feeds out: the door of feed readers, which only look.

Every class ends in ``…ChangesFeed``; ``Feed`` alone is a feed we follow.

``trackers.urls`` names the views below ``changes_atom``, ``changes_rss``, ``source_atom`` and so on.
"""

from trackers.feeds.changes import AllChangesFeed, AnnotatedChangesFeed, ArticleChangesFeed, SourceChangesFeed
from trackers.feeds.generators import ChangesAtom, ChangesJson, ChangesRss
from trackers.feeds.index import list_feeds, show_opml
from trackers.feeds.narrow import (
    AbsenceChangesFeed,
    DisclosedChangesFeed,
    KindChangesFeed,
    LabelChangesFeed,
    SignificanceChangesFeed,
)
from trackers.feeds.search import SearchChangesFeed, about_search
from trackers.feeds.webannotation import show_annotation
from trackers.views.page import public_page
from trackers.views.visibility import about_article, about_source

changes_atom = public_page(AllChangesFeed(ChangesAtom))
changes_rss = public_page(AllChangesFeed(ChangesRss))
changes_json = public_page(AllChangesFeed(ChangesJson))
source_atom = public_page(about_source(SourceChangesFeed(ChangesAtom)))
source_rss = public_page(about_source(SourceChangesFeed(ChangesRss)))
article_atom = public_page(about_article(ArticleChangesFeed(ChangesAtom)))
article_rss = public_page(about_article(ArticleChangesFeed(ChangesRss)))
annotated_atom = public_page(AnnotatedChangesFeed(ChangesAtom))
annotated_rss = public_page(AnnotatedChangesFeed(ChangesRss))
search_atom = public_page(about_search(SearchChangesFeed(ChangesAtom)))
search_rss = public_page(about_search(SearchChangesFeed(ChangesRss)))
search_json = public_page(about_search(SearchChangesFeed(ChangesJson)))
annotated_json = public_page(AnnotatedChangesFeed(ChangesJson))
kind_atom = public_page(KindChangesFeed(ChangesAtom))
kind_rss = public_page(KindChangesFeed(ChangesRss))
label_atom = public_page(LabelChangesFeed(ChangesAtom))
label_rss = public_page(LabelChangesFeed(ChangesRss))
significance_atom = public_page(SignificanceChangesFeed(ChangesAtom))
significance_rss = public_page(SignificanceChangesFeed(ChangesRss))
disclosed_atom = public_page(DisclosedChangesFeed(ChangesAtom))
disclosed_rss = public_page(DisclosedChangesFeed(ChangesRss))
absences_atom = public_page(AbsenceChangesFeed(ChangesAtom))
absences_rss = public_page(AbsenceChangesFeed(ChangesRss))
listing = public_page(list_feeds)
opml = public_page(show_opml)
web_annotation = public_page(show_annotation)
