"""The app: it follows articles, keeps every version and shows what changed.

    models/      nouns    what is remembered: sources, feeds, articles, looks, versions, changes, annotations
    pipeline/    verbs    what the machine does: discover, fetch, extract, version, diff, describe, announce
    desk/        verbs    what editors do: follow a source, pause, withhold, annotate, publish, retract
    text/        tools    pure: addresses, listings, articles, comparing; no Django, no network, no clock
    web/         wire     the only sockets: the guarded client, robots.txt, taking turns at a host
    tasks.py     door     of the clock (Celery)
    jobs/        door     of editors' long work (django-rq)
    admin/ management/    doors of editors and operators
    views/ feeds/ urls.py templatetags/   doors of readers, which only look

Imports point down this list's rooms, never up; ``lint-imports`` holds it to that. The long form is
docs/architecture.md.
"""
