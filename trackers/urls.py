"""The addresses readers use. They are permanent: what is here today answers, or redirects, for ever."""

from django.urls import path

from trackers import feeds
from trackers.views import (
    about,
    absences,
    articles,
    changes,
    front,
    lives,
    machines,
    publications,
    rules,
    shareimage,
    sources,
    spreadsheet,
    versions,
)
from trackers.views.search import page as search

urlpatterns = [
    path("", front.show_latest_changes, name="front"),
    path("sources/", sources.list_sources, name="sources"),
    path("sources/<slug:slug>/", sources.show_source, name="source"),
    path("sources/<slug:slug>/figures.csv", spreadsheet.show_figures, name="source_figures"),
    path("articles/<int:article_id>/", articles.show_article, name="article"),
    path("articles/<int:article_id>/life/", lives.show_life, name="life"),
    path("articles/<int:article_id>/versions/<int:number>/", versions.show_version, name="version"),
    path("articles/<int:article_id>/compare/", changes.choose_pair, name="compare"),
    path("articles/<int:article_id>/changes/<int:old>..<int:new>/", changes.show_change, name="change"),
    path(
        "articles/<int:article_id>/changes/<int:old>..<int:new>/card.png",
        shareimage.show_change_image,
        name="change_image",
    ),
    path("articles/<int:article_id>/gone/<int:number>/", absences.show_gone, name="gone"),
    path(
        "articles/<int:article_id>/gone/<int:number>/card.png", shareimage.show_gone_image, name="gone_image"
    ),
    path("articles/<int:article_id>/returns/<int:number>/", absences.show_return, name="returned"),
    path(
        "articles/<int:article_id>/returns/<int:number>/card.png",
        shareimage.show_return_image,
        name="returned_image",
    ),
    # The shape that the original's readers linked to, with and without the slash.
    path("articles/<int:article_id>/diff/<int:old>/<int:new>", changes.redirect_diff, name="diff"),
    path("articles/<int:article_id>/diff/<int:old>/<int:new>/", changes.redirect_diff),
    path("feeds/", feeds.listing, name="feeds"),
    path("feeds/all.opml", feeds.opml, name="feeds_opml"),
    path("feeds/changes.atom", feeds.changes_atom, name="changes_atom"),
    path("feeds/changes.rss", feeds.changes_rss, name="changes_rss"),
    path("feeds/changes.json", feeds.changes_json, name="changes_json"),
    path("feeds/annotated.atom", feeds.annotated_atom, name="annotated_atom"),
    path("feeds/annotated.rss", feeds.annotated_rss, name="annotated_rss"),
    path("feeds/annotated.json", feeds.annotated_json, name="annotated_json"),
    path("feeds/disclosed.atom", feeds.disclosed_atom, name="disclosed_atom"),
    path("feeds/disclosed.rss", feeds.disclosed_rss, name="disclosed_rss"),
    path("feeds/gone-and-back.atom", feeds.absences_atom, name="absences_atom"),
    path("feeds/gone-and-back.rss", feeds.absences_rss, name="absences_rss"),
    path("feeds/kinds/<slug:kind>.atom", feeds.kind_atom, name="kind_atom"),
    path("feeds/kinds/<slug:kind>.rss", feeds.kind_rss, name="kind_rss"),
    path("feeds/labels/<slug:code>.atom", feeds.label_atom, name="label_atom"),
    path("feeds/labels/<slug:code>.rss", feeds.label_rss, name="label_rss"),
    path("feeds/significance/<int:least>.atom", feeds.significance_atom, name="significance_atom"),
    path("feeds/significance/<int:least>.rss", feeds.significance_rss, name="significance_rss"),
    path("sources/<slug:slug>/changes.atom", feeds.source_atom, name="source_atom"),
    path("sources/<slug:slug>/changes.rss", feeds.source_rss, name="source_rss"),
    path("articles/<int:article_id>/changes.atom", feeds.article_atom, name="article_atom"),
    path("articles/<int:article_id>/changes.rss", feeds.article_rss, name="article_rss"),
    path("rules/", rules.list_rules, name="rules"),
    path("published/", publications.list_corrections, name="corrections"),
    path("published/<uuid:uuid>/", publications.show_publication, name="publication"),
    path("search/", search.show_search, name="search"),
    path("search/feed.atom", feeds.search_atom, name="search_atom"),
    path("search/feed.rss", feeds.search_rss, name="search_rss"),
    path("search/feed.json", feeds.search_json, name="search_json"),
    path("about/", about.show_about, name="about"),
    path("healthz", machines.report_health, name="healthz"),
    path("robots.txt", machines.show_robots, name="robots"),
    path("favicon.ico", machines.redirect_favicon, name="favicon"),
]
