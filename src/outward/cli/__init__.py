"""The command line: one command a verb, the same answers as the web desk, `--json` on each."""

import sys


def main() -> None:
    """Run the command; a trouble becomes one sentence on standard error and an exit code, never a traceback."""
    from outward.cli import door
    from outward.cli.commands import app
    from outward.errors import OutwardError

    try:
        app()
    except OutwardError as error:
        door.complain(error)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped. Everything read and noted so far is kept.\n")
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(141)
