from tests.calendars.conftest import no_keyring
from tests.reminders.servers import certificates

__all__ = ["certificates", "no_keyring"]
