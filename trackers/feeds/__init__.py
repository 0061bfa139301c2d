"""Feeds out: the door of feed readers, which only look.

Every class ends in ``…ChangesFeed``; ``Feed`` alone is a feed we follow.

``trackers.urls`` names the views below ``changes_atom``, ``changes_rss``, ``source_atom`` and so on.
"""

from trackers.feeds.changes import AllChangesFeed, AnnotatedChangesFeed, ArticleChangesFeed, SourceChangesFeed
from trackers.feeds.generators import ChangesAtom, ChangesRss
from trackers.feeds.search import ChangesJson, SearchChangesFeed, about_search
from trackers.views.page import public_page
from trackers.views.visibility import about_article, about_source

changes_atom = public_page(AllChangesFeed(ChangesAtom))
changes_rss = public_page(AllChangesFeed(ChangesRss))
source_atom = public_page(about_source(SourceChangesFeed(ChangesAtom)))
source_rss = public_page(about_source(SourceChangesFeed(ChangesRss)))
article_atom = public_page(about_article(ArticleChangesFeed(ChangesAtom)))
article_rss = public_page(about_article(ArticleChangesFeed(ChangesRss)))
annotated_atom = public_page(AnnotatedChangesFeed(ChangesAtom))
annotated_rss = public_page(AnnotatedChangesFeed(ChangesRss))
search_atom = public_page(about_search(SearchChangesFeed(ChangesAtom)))
search_rss = public_page(about_search(SearchChangesFeed(ChangesRss)))
search_json = public_page(about_search(SearchChangesFeed(ChangesJson)))
