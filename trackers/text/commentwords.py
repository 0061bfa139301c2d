"""What stands over readers' comments, in the languages of the papers that are followed most."""

import re

_LONGEST = 60
_COMMENTS = re.compile(
    r"""
    (?:\d[\d.,]{0,11}\s?[km]?\s|all\s|latest\s|top\s|reader(?:s['’]|['’]s|s)?\s){0,2}
    (?: comments? | commentaires? | kommentare? | kommentarer? | comentarios? | comentários? | commenti | commento
      | reacties? | komentarze | komentář[ei] | комментари[йияев]{1,2} | коментар[іиів]{1,2} | yorum(?:lar)? | σχόλια
      | תגובות | تعليقات | التعليقات | टिप्पणियाँ | 评论 | 評論 | コメント | 댓글 | ความคิดเห็น )
    (?:\s?[(\[:]?\s?\d[\d.,]{0,11}[km]?\s?[)\]]?|:)?
    """,
    re.VERBOSE | re.IGNORECASE,
)


def is_title_of_comments(line: str) -> bool:
    """Return whether a line is what stands over readers' comments: "12 comments", "Kommentare (3)"."""
    return len(line) <= _LONGEST and _COMMENTS.fullmatch(line) is not None
