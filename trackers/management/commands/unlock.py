"""``manage.py unlock WHO``: let an account, or an address, try passwords again at once."""

from ipaddress import ip_address
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser

from trackers.desk.signin import unlock
from trackers.limits.clients import find_client


class Command(BaseCommand):
    """Begin the counts of wrong passwords anew for an account or an address."""

    help = "Lets an account, or whoever comes from an address, sign in again at once after too many wrong passwords."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take whom."""
        parser.add_argument("who", metavar="ACCOUNT_OR_ADDRESS")

    def handle(self, *_args: Any, who: str, **_options: Any) -> None:
        """Begin the counts anew and say so."""
        try:
            ip_address(who)
        except ValueError:
            if not User.objects.filter(username__iexact=who).exists():
                raise CommandError(f"There is no account {who}.") from None
            unlock(who, actor=None)
        else:
            unlock(client=find_client({"REMOTE_ADDR": who}), actor=None)
        self.stdout.write(f"{who} may try again.")
