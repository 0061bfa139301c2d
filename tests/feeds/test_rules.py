"""The rules that feeds are held to find what is wrong: a checker that lets everything through proves nothing."""

import pytest

from tests.feeds.rules import atom_problems, fragment_problems, rss_problems

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xmlns:x="urn:x-other">
  <title>Changes</title><id>tag:news.invalid,2026:feed</id><updated>2026-03-14T12:00:00+00:00</updated>
  <author><name>Newswatch</name></author><x:extra x:any="1">may stand here</x:extra>
  <link rel="self" href="https://news.example/a.atom"/><link rel="alternate" href="https://news.example/"/>
  <entry xml:lang="ar" xml:base="https://news.example/" x:mark="yes">
    <title>ب</title><id>tag:news.invalid,2026:1</id><updated>2026-03-14T12:00:00.5Z</updated>
    <link href="https://news.example/1"/><summary type="html">&lt;p&gt;x&lt;/p&gt;</summary><category term="x"/>
  </entry>
</feed>"""

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
  <title>Changes</title><link>https://news.example/</link><description>What changed.</description>
  <atom:link rel="self" href="https://news.example/a.rss"/><language>en-gb</language><ttl>10</ttl>
  <lastBuildDate>Sat, 14 Mar 2026 12:00:00 +0000</lastBuildDate>
  <item><title>One</title><link>https://news.example/1</link><guid isPermaLink="false">tag:news.invalid,2026:1</guid>
    <pubDate>Sat, 14 Mar 2026 12:00:00 +0000</pubDate></item>
</channel></rss>"""


def test_a_good_feed_of_either_form_passes() -> None:
    assert atom_problems(ATOM.encode()) == []
    assert rss_problems(RSS.encode()) == []


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("<id>tag:news.invalid,2026:feed</id>", ""),
        ("<updated>2026-03-14T12:00:00+00:00</updated>", ""),
        ("<id>tag:news.invalid,2026:1</id>", ""),
        ("<updated>2026-03-14T12:00:00.5Z</updated>", ""),
        ("<title>ب</title>", ""),
        ("<title>ب</title>", "<title>one</title><title>two</title>"),
        ("2026-03-14T12:00:00+00:00", "Sat, 14 Mar 2026 12:00:00 +0000"),
        ("2026-03-14T12:00:00+00:00", "2026-03-14T12:00:00"),
        ('xml:lang="ar"', 'xml:lang="ar_EG"'),
        ('<category term="x"/>', '<category label="x"/>'),
        ('<category term="x"/>', "<keywords>x</keywords>"),
        ('<summary type="html">', '<summary type="text/html">'),
        ('<summary type="html">', '<summary kind="html">'),
        ("<author><name>Newswatch</name></author>", "<author><uri>https://news.example/</uri></author>"),
        ("<author><name>Newswatch</name></author>", ""),
        ('<link rel="self" href="https://news.example/a.atom"/>', ""),
        ('<link href="https://news.example/1"/>', ""),
        ('<link href="https://news.example/1"/>', '<link href="/1"/>'),
        ("tag:news.invalid,2026:1", "one"),
        ("</feed>", ""),
        (">may stand here<", ">\x0b<"),
        (
            "</entry>",
            "</entry><entry><title/><id>tag:news.invalid,2026:1</id><updated>2026-03-14T12:00:00Z</updated>"
            '<link href="https://news.example/2"/></entry>',
        ),
    ],
)
def test_an_atom_feed_with_one_fault_fails(good: str, bad: str) -> None:
    assert good in ATOM
    assert atom_problems(ATOM.replace(good, bad, 1).encode())


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ('version="2.0"', 'version="0.91"'),
        ("<title>Changes</title>", ""),
        ("<link>https://news.example/</link>", "<link>/</link>"),
        ("<description>What changed.</description>", ""),
        ('<atom:link rel="self" href="https://news.example/a.rss"/>', ""),
        ('href="https://news.example/a.rss"', 'href="/a.rss"'),
        ("en-gb", "British English"),
        ("<ttl>10</ttl>", "<ttl>soon</ttl>"),
        ("<lastBuildDate>Sat, 14 Mar 2026", "<lastBuildDate>2026-03-14T"),
        ("<title>One</title>", ""),
        ("<title>One</title>", "<title>One</title><title>Two</title>"),
        ("<title>One</title>", "<title>One</title><updated>now</updated>"),
        ("<title>One</title>", "<title>One</title><author>Newswatch</author>"),
        ("https://news.example/1", "1"),
        ('<guid isPermaLink="false">tag:news.invalid,2026:1</guid>', ""),
        (' isPermaLink="false"', ""),
        ("<pubDate>Sat, 14 Mar 2026 12:00:00 +0000</pubDate>", ""),
        ("<pubDate>Sat, 14 Mar 2026 12:00:00 +0000", "<pubDate>Sat, 14 März 2026 12:00:00 +0000"),
        ("</channel>", ""),
        (
            "</item>",
            '</item><item><title>x</title><guid isPermaLink="false">tag:news.invalid,2026:1</guid>'
            "<pubDate>Sat, 14 Mar 2026 12:00:00 GMT</pubDate></item>",
        ),
    ],
)
def test_an_rss_feed_with_one_fault_fails(good: str, bad: str) -> None:
    assert good in RSS
    assert rss_problems(RSS.replace(good, bad, 1).encode())


@pytest.mark.parametrize(
    "words",
    [
        "<p>open",
        "<p>a & b</p>",
        '<p onclick="x">a</p>',
        "<script>a</script>",
        "<p><a>x</a></p>",
        "<del>a</del>",
    ],
)
def test_a_fragment_with_a_fault_fails(words: str) -> None:
    assert fragment_problems('<p lang="en">a <del>b</del> &lt;b&gt;</p>') == []
    assert fragment_problems(words)
