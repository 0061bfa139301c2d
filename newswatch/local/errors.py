"""The one way in which this room says no: a sentence an operator can act on."""


class CannotStartError(Exception):
    """Something stands in the way of starting; the message is one plain sentence that says what to do."""


class StoppedError(Exception):
    """Somebody asked us to stop while we were waiting for something."""
