"""Draws the picture of one change that other sites show beside a link to it (Open Graph): 1200 by 630 pixels, PNG.

`typeset` says what the bundled font can set and where lines break, `draw` puts it on paper. Same text, same bytes.
"""

from trackers.text.shareimage.draw import DRAWING, SIZE, ShareText, draw_share_image
from trackers.text.shareimage.typeset import LONGEST, settable

__all__ = ["DRAWING", "LONGEST", "SIZE", "ShareText", "draw_share_image", "settable"]
