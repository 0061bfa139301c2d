"""The account to begin with, made by ``up`` in an empty database."""

import secrets
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand

NAME = "editor"


class Command(BaseCommand):
    """Make a superuser called ``editor`` if there is no account at all, and print the password, this once."""

    help = "Makes the first editor's account in a database without accounts and prints its password, once."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the password on one line; nothing where there are accounts already."""
        if User.objects.exists():
            return
        password = secrets.token_urlsafe(12)
        User.objects.create_superuser(NAME, password=password)
        self.stdout.write(password)
