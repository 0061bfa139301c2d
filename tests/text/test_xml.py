"""XML from strangers: what is let in, what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackers.text.xml import BadXML, iterate_elements, screen_xml


def test_a_document_loses_its_declaration_its_bare_doctype_and_what_xml_forbids() -> None:
    screened = screen_xml(
        '\n<?xml version="1.0"?><!-- x --><!DOCTYPE rss SYSTEM "a.dtd"><rss><a>b\x00\x0bc</a></rss>\n'
    )
    assert screened.text == "<!-- x --><rss><a>bc</a></rss>"
    assert (screened.root, screened.complete) == ("rss", True)


def test_the_root_is_named_without_its_prefix() -> None:
    assert screen_xml('<rdf:RDF xmlns:rdf="urn:x"><item/></rdf:RDF>').root == "rdf"
    assert screen_xml("<x:rss><item/></x:rss>").root == "rss"


@pytest.mark.parametrize(
    ("text", "complete"),
    [
        ("<rss></rss>", True),
        ("<rss/>", True),
        ("<rss></rss >\n<!-- made by a machine -->", True),
        ("<rss><item></item>", False),
        ("<rss><item></it", False),
        ("<rss><item>", False),
    ],
)
def test_a_document_that_ends_too_early_is_known(text: str, complete: bool) -> None:
    assert screen_xml(text).complete is complete


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE rss [<!ENTITY a "b">]>',
        '<!doctype rss [ <!-- > --> <!entity a SYSTEM "file:///etc/passwd"> ]>',
        "<!DOCTYPE rss [<!ELEMENT rss ANY>]>",
        '<!DOCTYPE rss SYSTEM "x" [ %remote; ]>',
        "<!DOCTYPE rss [",
        "<!DOCTYPE rss [ <!-- ",
    ],
)
def test_a_document_type_that_defines_anything_is_refused(doctype: str) -> None:
    for prolog in ("", '<?xml version="1.0"?>\n', "<!-- x --><?y z?>"):
        with pytest.raises(BadXML, match="defines its own entities"):
            screen_xml(f"{prolog}{doctype}<rss>&a;</rss>")


def test_what_is_defined_outside_the_head_is_mere_text() -> None:
    assert screen_xml("<rss><![CDATA[<!DOCTYPE x [<!ENTITY a 'b'>]>]]></rss>").complete


def test_named_characters_of_html_become_characters_and_those_of_xml_stay() -> None:
    text = screen_xml("<rss>caf&eacute;&nbsp;&mdash; &amp;eacute; &lt;b&gt; &LT; &quot; &unknown;</rss>").text
    assert text == "<rss>café\N{NO-BREAK SPACE}— &amp;eacute; &lt;b&gt; &LT; &quot; &unknown;</rss>"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "not XML"),
        ("plain", "not XML"),
        ("<<<", "not XML"),
        ("<a>" * 101 + "</a>" * 101, "too deeply"),
        ("<a>" * 100_000, "too deeply"),
        ("<a>" + "<b/>" * 500_000 + "</a>", "too many"),
        ("<a>" + '<b c="" d=""/>' * 170_000 + "</a>", "too many"),
    ],
)
def test_what_is_no_xml_or_too_much_of_it_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(BadXML, match=sentence):
        screen_xml(text)


def test_elements_are_handed_over_one_by_one_whatever_their_namespace() -> None:
    text = '<s xmlns="urn:x"><url><loc>a</loc></url><other/><url><loc>b</loc></url></s>'
    assert [element[0].text for element in iterate_elements(text, "url")] == ["a", "b"]
    assert [element[0].text for element in iterate_elements(text.replace(' xmlns="urn:x"', ""), "url")] == [
        "a",
        "b",
    ]


@given(st.text(max_size=200), st.sampled_from(["", "<rss>", "<!DOCTYPE rss [", "<?xml", "<rss><![CDATA["]))
def test_any_text_is_screened_or_refused(text: str, start: str) -> None:
    try:
        screened = screen_xml(start + text)
    except BadXML as error:
        assert str(error)
        return
    assert screened.root
    list(iterate_elements(screened.text, "item"))
