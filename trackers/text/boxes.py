"""What a box of a page is for, told by its element and by the names that its makers gave it.

Class names and ids are words of a trade: the same few ("newsletter", "related", "share") stand on boxes of furniture
everywhere, and others ("article-body", "entry-content") on the box that holds an article. A name is a hint only.
Whoever uses it must not believe it of a box in which most of a page's text stands: a site on social matters calls all
its boxes "social".
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice, pairwise
from weakref import WeakKeyDictionary

from lxml.html import HtmlElement

# Without words of the article, whatever stands in them.
UNREAD_ELEMENTS = frozenset(
    """
    audio button canvas datalist dialog embed fencedframe frame frameset head iframe input label legend link
    map math menu meta meter noembed noframes noindex noscript object optgroup option output param picture
    progress script select source style svg template textarea title track video
    """.split()  # noqa: SIM905 - a list of words reads better as one
)
# Beside the article or under it, by the meaning that HTML gives them.
ASIDE_ELEMENTS = frozenset({"aside", "footer", "nav"})
# A span with such a name is part of a sentence.
_NAMED_ELEMENTS = frozenset(
    """
    div section ul ol dl details p aside header figure article form table center fieldset h2 h3 h4 h5 h6
    address
    """.split()  # noqa: SIM905
)
_LONGEST_NAMES = 400
_STEP = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+")
# What a name is not about: "no-sidebar", "has-comments", "with-related".
_MODIFIERS = frozenset({"has", "no", "not", "with", "without", "is", "hide", "show"})
_HIDDEN_STYLE = re.compile(r"(?:display\s{0,5}:\s{0,5}none|visibility\s{0,5}:\s{0,5}hidden)", re.IGNORECASE)
_HIDDEN_NAMES = frozenset(
    """
    hidden hide is-hidden sr-only visually-hidden visuallyhidden screen-reader-text screenreader u-hidden off-
    screen offscreen screen-reader-only visually-hidden-focusable js-show print-only hide-text clip element-
    invisible
    """.split()  # noqa: SIM905
)
_FURNITURE_WORDS = frozenset(
    """
    newsletter newsletters related share shares sharing sharebar sharebox sharetools sharethis addthis
    addtoany sharedaddy social socials sociable promo promos promotion promotions advert adverts ads
    advertisement advertisements advertising adslot adunit adbox adsense sponsor sponsored sponsors
    sponsorship outbrain taboola criteo revcontent zergnet comments commentlist disqus nocomments sidebar
    sidebars breadcrumb breadcrumbs nav navigation navbar subnav navbox cookie cookies consent gdpr toolbar
    toolbox recirc recirculation teaser teasers byline bylines tags taglist tagcloud trending subscribe
    subscription subscriptions signup signin login paywall regwall mostread mostpopular readmore readnext
    seealso masthead jumplinks skiplinks pagination pager pagenav jetpack recommended recommendation
    recommendations poll polls noprint copyright relatedposts relatedarticles relatedlinks relatedstories
    authorbox authorbio timestamp crosslinks syndication donate donation membership banner infinitescroll
    appstore
    """.split()  # noqa: SIM905
)
_FURNITURE_PAIRS = frozenset(
    tuple(pair.split("-"))
    for pair in """
    read-more read-next read-also more-on more-stories more-from more-news most-read most-popular most-viewed
    most-shared most-commented most-recent also-read see-also up-next next-article next-story next-post prev-
    next author-bio author-box author-info author-card author-profile author-description about-author author-
    meta ad-slot ad-unit ad-container ad-wrapper ad-wrap ad-box ad-block ad-label ad-placeholder ad-text ad-
    space ad-inline ad-banner dfp-ad google-ad sign-up log-in post-meta entry-meta article-meta story-meta
    meta-data meta-info post-info article-info post-tags entry-footer post-footer article-footer story-footer
    post-navigation post-nav user-info user-profile comment-list comment-form comment-respond comment-count
    post-date entry-date publish-date published-date article-date date-published date-line story-date follow-
    us follow-me you-may might-like may-like popular-posts latest-news latest-posts latest-stories other-
    stories other-news top-stories editor-picks editors-picks in-brief suggested-articles suggested-posts tag-
    list cta-box story-timeline reading-time read-time print-button back-to article-app get-app inline-video
    video-player related-video reply-to load-more affiliate-disclosure article-tools story-tools page-tools
    """.split()  # noqa: SIM905
)
# What a name is part of, or the sort of part it is.
_PREFIXES = frozenset("article block c component inline m module o page post story".split())  # noqa: SIM905
_CAPTION_WORDS = frozenset({"caption", "captions", "figcaption"})
_CAPTION_PAIRS = frozenset(
    {("image", "credit"), ("photo", "credit"), ("picture", "credit"), ("media", "credit")}
)
_FURNITURE_NAMES = frozenset(
    {
        "ad",
        "meta",
        "author",
        "authors",
        "date",
        "menu",
        "respond",
        "footer",
        "dateline",
        "app",
        "support",
        "video",
        "follow",
        "quiz",
    }
)
_PICTURES = ("img", "picture", "video", "iframe")
# Galleries keep words and picture apart: so many boxes up, there may be one.
_MOST_LEVELS = 4
_NOTICE_WORDS = frozenset(
    {"correction", "corrections", "clarification", "clarifications", "erratum", "errata", "retraction"}
)
_NOTICE_PAIRS = frozenset(
    {("editor", "note"), ("editors", "note"), ("update", "note"), ("article", "amendment")}
)
_COMMENT_WORDS = frozenset({"comments", "commentlist", "disqus", "nocomments", "respond"})
_COMMENT_PAIRS = frozenset(
    {("comment", "list"), ("comment", "form"), ("comment", "respond"), ("reader", "comments")}
)
_BODY = re.compile(
    r"""
    (?:\A|[\s_-])(?:
        (?:article|story|post|entry|news|blog|page|single|art|main|body)[_-]{0,2}
        (?:body|content|text|bodytext|copy|bodycopy|maintext|entry)
      | (?:content|text|body)[_-]{0,2}(?:body|text|article|copy|main) | fulltext | bodytext | storytext | newstext
      | field-?-?name-?-?body | field-?-?body | richtext | rich-text | govspeak | instapaper_body | td-post-content
    )(?:\Z|[\s_-])
    | (?:\A|\s)(?:entry|entrytext|storycontent|articlebody|postbody)(?:\Z|\s)
    """,
    re.VERBOSE | re.IGNORECASE,
)


def is_hidden_box(element: HtmlElement) -> bool:
    """Return whether an element says of itself that readers do not see it."""
    attributes = element.attrib
    if not attributes:
        return False
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style, names = attributes.get("style"), attributes.get("class")
    return bool(style and _HIDDEN_STYLE.search(style[:200])) or bool(
        names and _says_hidden(names[:_LONGEST_NAMES])
    )


def is_named_furniture(element: HtmlElement) -> bool:
    """Return whether a box is called what boxes around an article are called: related, share, newsletter, comments."""
    if element.tag not in _NAMED_ELEMENTS:
        return False
    names, own_id = element.get("class"), element.get("id")
    return bool(names and _says_furniture(names[:_LONGEST_NAMES])) or bool(
        own_id and _says_furniture(own_id[:_LONGEST_NAMES])
    )


def is_named_caption(element: HtmlElement) -> bool:
    """Return whether an element by a picture is called what a caption is called; captions are a field of their own."""
    named = any(
        _says_caption(value[:_LONGEST_NAMES]) for value in (element.get("class"), element.get("id")) if value
    )
    return named and _stands_by_picture(element)


def is_named_comments(element: HtmlElement) -> bool:
    """Return whether a box is called what readers' comments are called."""
    return any(
        _says_comments(value[:_LONGEST_NAMES]) for value in (element.get("class"), element.get("id")) if value
    )


def is_named_notice(element: HtmlElement) -> bool:
    """Return whether a box is called what a notice to readers is called: a correction, a clarification, an editor's
    note."""
    return any(
        _says_notice(value[:_LONGEST_NAMES]) for value in (element.get("class"), element.get("id")) if value
    )


def is_named_body(element: HtmlElement) -> bool:
    """Return whether a box is called what the box of an article's running text is called."""
    if "articleBody" in element.get("itemprop", "") or "articleBody" in element.get("property", ""):
        return True
    return any(
        _says_body(value[:_LONGEST_NAMES]) for value in (element.get("class"), element.get("id")) if value
    )


def _stands_by_picture(element: HtmlElement) -> bool:
    """Return whether a picture stands in a box that an element stands in, or not far from it."""
    page = element.getroottree().getroot()
    holders = _HOLDERS.get(page)
    if holders is None:
        holders = _HOLDERS[page] = _find_holders(page)
    above = islice(element.iterancestors(), _MOST_LEVELS)
    has_any, inner = holders
    return any(has_any if box is page else box in inner for box in above)


# By page, and only while that is held: a page of captions and nothing else would be searched for each of them. Pages
# are not altered any more when they are read.
_HOLDERS: WeakKeyDictionary[HtmlElement, tuple[bool, frozenset[HtmlElement]]] = WeakKeyDictionary()


def _find_holders(page: HtmlElement) -> tuple[bool, frozenset[HtmlElement]]:
    """Return whether a picture stands in a page, and in which elements.

    Not in the page's own, which would keep itself alive by its entry here.
    """
    has_any = next(page.iterdescendants(*_PICTURES), None) is not None
    found: set[HtmlElement] = set()
    for picture in page.iter(*_PICTURES):
        for box in picture.iterancestors():
            if box in found or box is page:
                break
            found.add(box)
    return has_any, frozenset(found)


@lru_cache(maxsize=4096)
def _says_hidden(names: str) -> bool:
    words = names.lower().split()
    if _HIDDEN_NAMES.isdisjoint(words):
        return False
    # Hidden on small screens or large ones only.
    return not any(word.startswith(("visible-", "show-", "d-")) for word in words)


@lru_cache(maxsize=4096)
def _says_furniture(names: str) -> bool:
    return any(map(_is_furniture, _each_steps(names)))


def _is_furniture(steps: tuple[str, ...]) -> bool:
    if not steps or steps[0] in _MODIFIERS:
        return False
    if not _FURNITURE_WORDS.isdisjoint(steps):
        return True
    if len(steps) == 1 or (len(steps) == 2 and steps[0] in _PREFIXES):
        return steps[-1] in _FURNITURE_NAMES
    if steps[0] == "ad" or steps[-1] == "ad":
        return True
    return not _FURNITURE_PAIRS.isdisjoint(pairwise(steps))


@lru_cache(maxsize=4096)
def _says_caption(names: str) -> bool:
    for steps in _each_steps(names):
        if not steps or steps[0] in _MODIFIERS:
            continue
        if not _CAPTION_WORDS.isdisjoint(steps) or not _CAPTION_PAIRS.isdisjoint(pairwise(steps)):
            return True
    return False


@lru_cache(maxsize=4096)
def _says_notice(names: str) -> bool:
    return any(
        steps
        and steps[0] not in _MODIFIERS
        and not (_NOTICE_WORDS.isdisjoint(steps) and _NOTICE_PAIRS.isdisjoint(pairwise(steps)))
        for steps in _each_steps(names)
    )


@lru_cache(maxsize=4096)
def _says_comments(names: str) -> bool:
    for steps in _each_steps(names):
        if not steps or steps[0] in _MODIFIERS or steps[-1] in ("open", "closed", "enabled", "disabled"):
            continue
        if not _COMMENT_WORDS.isdisjoint(steps):
            return True
        if not _COMMENT_PAIRS.isdisjoint(pairwise(steps)):
            return True
    return False


@lru_cache(maxsize=4096)
def _says_body(names: str) -> bool:
    return bool(_BODY.search(names))


def _each_steps(names: str) -> Iterable[tuple[str, ...]]:
    for name in names.split():
        yield tuple(step.lower() for step in _STEP.findall(name))
