"""The demo press: a small invented newspaper on loopback that publishes and silently edits its own stories.

It exists so that `bin/up --demo` has something to follow that is alive, harmless and entirely ours. People,
places and events are invented. Read in this order: `stories/` (the prose), `script.py` (what is done to it
and when), `live.py` (stories that go on for ever), `paper.py` (how the paper stands at a moment: a pure
function), `pages.py` and `listings.py` (what a reader is sent), `answers.py` (HTTP's manners) and
`server.py` (the only sockets in here). Nothing but the standard library is used, and nothing of Newswatch.
"""
