"""The words of lines that stand for the page itself, by language: data for `trackers.text.furniture`."""

from trackers.text.furniturewords.eastern import EASTERN
from trackers.text.furniturewords.model import FurnitureWords
from trackers.text.furniturewords.western import WESTERN

__all__ = ["FURNITURE", "FurnitureWords"]

FURNITURE = {**WESTERN, **EASTERN}
