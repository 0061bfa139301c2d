"""Searching as a page: `marks` shows why something was found, `address` finds an article by address, `page` answers.

What a query chooses is for `trackers.search` to say.
"""
