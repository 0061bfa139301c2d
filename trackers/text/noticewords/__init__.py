"""The words of notices to readers, by language: data for `trackers.text.notices`."""

from trackers.text.noticewords.eastern import EASTERN
from trackers.text.noticewords.model import NoticeWords, cut_phrases, fold_phrase
from trackers.text.noticewords.western import WESTERN

__all__ = ["NOTICES", "NoticeWords", "cut_phrases", "fold_phrase"]

NOTICES = {**WESTERN, **EASTERN}
