"""What about a difference may be shared by many articles of one publisher: the signs of a new template, or of a
reading that broke.

One article's edit is news. The same step on many articles at once is the publisher's template, or ours: a line that
came everywhere, a field that emptied, a body that shrank to its teaser. `read_signs` names what about one difference
may be shared so; `explained` takes all that some signs account for out of both texts, so that what is left differs only
by real edits. Nothing here decides: how many articles are many is for the pipeline to say.

The files, from the bottom up: `signs` holds the values, `fields` the texts as lists of lines, `lines` tells what came
and went line by line, `shapes` what happened to whole fields, `ends` to the beginning and end of the body; `steps` asks
them in turn.
"""

from trackers.text.alike.signs import EXACT, MOST_SIGNS, Sign, SignKind, line_key
from trackers.text.alike.steps import explained, read_signs

__all__ = ["EXACT", "MOST_SIGNS", "Sign", "SignKind", "explained", "line_key", "read_signs"]
