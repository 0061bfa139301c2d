"""Words that stand in bylines and are no names: what leads in, what people do, whom they work for."""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(" ".join(word.split()) for word in text.split(",") if word.strip())


LEAD_IN = re.compile(
    r"\s*(?:(?:written|posted|reported|report|story|text|words|article|published|analysis|opinion|author)\s+)?"
    r"(?:by|von|par|por|di|door|av|af|przez|(?:authors?|autor(?:es|en|in)?|auteur|autore|автор|текст|文|글)\s?[:/：])"
    r"(?:\s|:|\b)[:\s]*(?=\S)",
    re.IGNORECASE,
)
# What others have done for an article is said behind its authors.
OTHER_CRAFT = re.compile(
    r"\b(?:(?:photo|picture|image|video|graphic|illustration|photograph)s?|photography|edit(?:ed|ing)"
    r"|(?:additional )?reporting|contributions?|translat(?:ed|ion)|produced|updated|modified|reviewed) (?:by|from)\b",
    re.IGNORECASE,
)
ROLE = re.compile(
    r"\b(?:correspond[ae]nts?|reporters?|editors?|writers?|journalists?|columnists?|producers?"
    r"|contributors?|photographers?|analysts?|presenters?|freelancers?|interns?|critics?|reviewers?|bloggers?|authors?"
    r"|chief|deputy|political|assistant|professor(?= of| in|$)|lecturer|director"
    r"|redakteur(?:e|in|innen)?|korrespondent(?:in|en)?|journaliste|rédact(?:eur|rice)|redactor[ae]?|periodista"
    r"|corresponsal|giornalista|inviat[oa]|jornalista|repórter|correspondente|redacteur|verslaggever"
    r"|корреспондент|редактор|журналист|обозреватель)\b",
    re.IGNORECASE,
)
# Whoever sits at a desk is not named by it.
DESK = re.compile(
    r"\b(?:desk|bureau|staff|newsroom|news ?team|web ?team|editorial (?:board|team)|agencies|wires?|press release"
    r"|redaktion|redactie|rédaction|redacción|redazione|redação|redakcja|редакция|special to)\b"
    r"|编辑部|編集部|취재팀|本报讯",
    re.IGNORECASE,
)
# A label of a form or a button, not a name; of several words each must be one.
LABELS = _words(
    """
    account, add, admin, administrator, advertisement, agency, all, anonymous, article, articles, author,
    authors, biography, bio, by, by-line, byline, comment, comments, contact, contributor, correspondent,
    credit, editor, editorial, editors, email, facebook, follow, from, get, guest, home, image, in, join, less,
    log, login, logout, more, n/a, name, new, news, newsroom, none, now, null, on, out, photo, post, posted,
    posts, print, profile, published, read, register, reporter, reporters, save, see, share, show, sign, staff,
    subscribe, the, tweet, whatsapp, this, to, twitter, undefined, unknown, up, updated, us, user, username,
    view, webmaster, website, writer, you, your
    """
)
NO_NAMES = _words(
    """
    a correspondent, guest author, guest contributor, guest post, our correspondent, press association staff,
    staff reporter, staff writer, super user, user name, web admin, web editor, welcome back
    """
)
AGENCIES = _words(
    """
    aap, afp, agence france-presse, agence france presse, agencia efe, ani, anp, ansa, ap, apa, associated
    press, australian associated press, belga, bloomberg, bloomberg news, canadian press, dpa, efe, ians,
    interfax, keystone-sda, kyodo, kyodo news, lusa, npr, pa, pa media, press association, press trust of india,
    pti, reuters, reuters news agency, ria novosti, ritzau, tass, the associated press, the canadian press, the
    press association, thomson reuters, united press international, upi, xinhua, yonhap
    """
)
ORGANISATION = re.compile(
    r"\b(?:news|press|times|post|media|agency|network|radio|tv|television|herald|tribune|journal|gazette|magazine"
    r"|institute|university|college|foundation|council|ministry|service|group|inc|ltd|llc|gmbh|company|union|chronicle"
    r"|observer|express|telegraph|standard|mail|daily|weekly|sport|sports|today|international)\b",
    re.IGNORECASE,
)
# Places of two words look like people when they stand behind one.
PLACES = _words(
    """
    abu dhabi, addis ababa, buenos aires, cape town, costa rica, el paso, hong kong, kuala lumpur, las vegas,
    los angeles, mexico city, new delhi, new orleans, new york, new zealand, north korea, rio de janeiro, saint
    petersburg, san diego, san francisco, san salvador, santo domingo, saudi arabia, south africa, south korea,
    sri lanka, são paulo, tel aviv, united kingdom, united states, washington dc
    """
)
PARTICLES = _words(
    """
    af, al, av, bin, binti, da, das, de, degli, dei, del, della, den, der, di, do, dos, du, e, el, i, ibn, la,
    las, le, los, mac, och, of, op, 't, ten, ter, und, van, ver, von, y, zu, zum, zur
    """
)
