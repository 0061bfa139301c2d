"""The wire: the only room with a socket; everything from outside passes here and is judged here.

``client.fetch`` is the one way out. ``guard`` says which addresses may be spoken to, ``robots`` and
``manners`` how politely. The room knows no models, no Django and no settings: whatever it needs is passed in.
"""
