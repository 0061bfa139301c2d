"""The project's registration with Django: what it asks of its surroundings."""

from django.apps import AppConfig
from django.core.checks import Tags, register

from newswatch.checks import check_locale


class NewswatchConfig(AppConfig):
    """The project, installed for its commands and its checks."""

    name = "newswatch"

    def ready(self) -> None:
        """Let ``migrate`` and ``check --database default`` ask for the database's locale."""
        register(check_locale, Tags.database)
