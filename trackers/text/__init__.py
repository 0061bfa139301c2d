"""Pure tools: bytes and text in, values out.

No Django, no network and no clock here, so that a stored page reads alike for ever.
"""
