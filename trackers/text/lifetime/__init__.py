"""Follows every sentence of an article through its versions: which brought it, which took it, and where it stood.

`trace_lives` weaves all versions into one text, as SCCS did with the lines of a program (Rochkind 1975): sentences that
stand and sentences that went, each in its place. The files, from the bottom up: `values` is what comes out,
`sentences` cuts, `matching` tells what became of each sentence at one step, `weave` keeps the one text, `blocks` makes
paragraphs of it, `trace` is the one function; `fields` follows headlines, standfirsts and captions as wholes.
"""

from trackers.text.lifetime.fields import FieldLife, FieldText, trace_field
from trackers.text.lifetime.trace import take_latest, trace_lives
from trackers.text.lifetime.values import Block, Fate, Life, Lifetime, Spell, VersionText

__all__ = [
    "Block",
    "Fate",
    "FieldLife",
    "FieldText",
    "Life",
    "Lifetime",
    "Spell",
    "VersionText",
    "take_latest",
    "trace_field",
    "trace_lives",
]
