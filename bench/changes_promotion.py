"""The words and boxes of a newspaper that does not exist: teasers, counts, clocks, promotion."""

import random

_PLACES = ("Otterby", "Saltholm", "Greywick", "Fennmouth", "Tarn Bridge", "Hollowell")
_THINGS = (
    "ferry",
    "library",
    "bridge",
    "harbour",
    "market",
    "school",
    "brewery",
    "lighthouse",
    "tram",
    "theatre",
)
_DEEDS = (
    "closes for repairs",
    "opens its doors",
    "loses its licence",
    "wins a prize",
    "is sold again",
    "divides the town",
)


def draw_teaser(dice: random.Random) -> str:
    """Return the headline of a story that does not exist."""
    return f"{dice.choice(_PLACES)} {dice.choice(_THINGS)} {dice.choice(_DEEDS)}"


def draw_count(dice: random.Random) -> str:
    """Return a count as pages show it: 87, 1,204 or 3.4K."""
    number = int(10 ** dice.uniform(0.5, 5))
    return dice.choice((str(number), f"{number:,}", f"{number / 1000:.1f}K"))


def draw_clock(dice: random.Random) -> str:
    """Return a line about when the page was last touched."""
    return dice.choice(
        (
            f"Updated {dice.randint(2, 59)} minutes ago",
            f"{dice.randint(2, 23)} hours ago",
            f"Last updated: {dice.randrange(24):02}:{dice.randrange(60):02} GMT",
            f"Updated {dice.randrange(1, 12)}:{dice.randrange(60):02} PM ET",
            f"{dice.randint(2, 9)} min read",
        )
    )


def draw_promotion(dice: random.Random) -> tuple[str, str]:
    """Return a sort of promotion and its markup without a box around: a heading perhaps, lines, a link or a form."""
    teaser, other = draw_teaser(dice), draw_teaser(dice)
    link = f'<a href="/news/{dice.randrange(10**6)}">{teaser}</a>'
    return dice.choice(
        (
            ("newsletter", "<h3>Sign up for our morning newsletter</h3><p>All the news of the coast in your inbox.</p>"
             '<form><input type="email" placeholder="Your email"><button>Sign up</button></form>'),
            ("newsletter", '<p>Get the latest stories by email. <a href="/newsletters">Subscribe here</a></p>'),
            ("read-more", f"<p>Read more: {link}</p>"),
            ("read-more", f"<p><strong>READ MORE:</strong> {link}</p>"),
            ("related", f"<h4>Related</h4><p>{link}</p>"),
            ("teaser", f'<img src="/i/{dice.randrange(999)}.jpg" alt=""><h3>{link}</h3>'
             f"<p>{other}, and many say that it was to be expected.</p>"),
            ("advert", "<span>Advertisement</span>"),
            ("advert", "<p>Story continues below advertisement</p>"),
            ("poll", f"<h4>Have your say</h4><p>Should the {dice.choice(_THINGS)} stay open?</p>"
             "<ul><li>Yes</li><li>No</li><li>Do not know</li></ul>"),
            ("app", '<p>Download our app to get alerts on your phone.</p><a href="/app">Get the app</a>'),
            ("support", "<h3>Support our reporting</h3><p>We need readers like you. From 2 a month.</p>"
             '<a class="button" href="/support">Contribute</a>'),
            ("video", f'<video src="/v/{dice.randrange(999)}.mp4"></video><p>Watch: {teaser}</p>'),
            ("follow", f'<p>Follow us on <a href="https://social.example/{dice.randrange(99)}">Chirp</a></p>'),
        )
    )  # fmt: skip


def draw_box(dice: random.Random, *, tag: str, named: bool) -> str:
    """Return the markup of one promotion in an element of a tag, its class telling or made up by a build."""
    sort, inner = draw_promotion(dice)
    name = f' class="{dice.choice(("", "c-", "article-", "inline-"))}{sort}"' if named else draw_name(dice)
    if tag == "p":
        # A bare line among the others, as some desks write it in the text itself.
        teaser = f'<a href="/news/{dice.randrange(10**6)}">{draw_teaser(dice)}</a>'
        return dice.choice(
            (
                f"<p>Read more: {teaser}</p>",
                f"<p><strong>{teaser}</strong></p>",
                f"<p>Also read: {teaser}</p>",
                f"<p><em>Sign up for our newsletter <a href='/n/{dice.randrange(99)}'>here</a></em></p>",
            )
        )
    if tag == "ul":
        items = "".join(f'<li><a href="/{n}">{draw_teaser(dice)}</a></li>' for n in range(dice.randint(2, 4)))
        return f"<ul{name}>{items}</ul>"
    if tag == "figure":
        return (
            f'<figure{name}><a href="/v/{dice.randrange(999)}"><img src="/i/{dice.randrange(99)}.jpg" alt=""></a>'
            f"<figcaption>{dice.choice(('Watch:', 'Listen:', 'Gallery:'))} {draw_teaser(dice)}</figcaption></figure>"
        )
    return f"<{tag}{name}>{inner}</{tag}>"


def draw_name(dice: random.Random, *telling: str) -> str:
    """Return a class attribute: one of the telling names, or in half of the cases one that a build made up."""
    if telling and dice.random() < 0.5:
        return f' class="{dice.choice(telling)}"'
    return dice.choice(
        (
            f' class="css-{dice.randrange(10**6):x}"',
            f' class="sc-{dice.randrange(10**6):x} b{dice.randrange(99)}"',
            "",
        )
    )
