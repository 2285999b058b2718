"""The command line: global options, the commands found by their file names, and one place where errors become words."""

import contextlib
import importlib
import io
import os
import pkgutil
import sys
from pathlib import Path
from typing import Any

import click

from workbench import __version__
from workbench.cli import commands
from workbench.cli.output import narrate
from workbench.cli.session import Session
from workbench.domain.errors import WorkbenchError


class _Commands(click.Group):
    """Commands by file name: ``cli/commands/export.py`` is ``workbench export``, imported when it is named.

    An underscore stands for a hyphen, and at the end keeps a name apart from Python's own words.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(
            module.name.rstrip("_").replace("_", "-")
            for module in pkgutil.iter_modules(commands.__path__)
            if module.name[0] != "_"
        )

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        name = f"{cmd_name}_" if cmd_name == "import" else cmd_name.replace("-", "_")
        command: click.Command = importlib.import_module(f"{commands.__name__}.{name}").command
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        import difflib

        known = self.list_commands(ctx)
        if args and args[0] not in known and not args[0].startswith("-"):
            near = difflib.get_close_matches(args[0], known, 1)
            hint = f'Did you mean "{near[0]}"?' if near else "See: workbench --help"
            raise click.UsageError(f'There is no command "{args[0]}". {hint}', ctx=None)
        return super().resolve_command(ctx, args)


@click.group(cls=_Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", message="workbench %(version)s")
@click.option("-C", "folder", type=click.Path(path_type=Path), default=Path(), metavar="DIR", help="Work in DIR.")
@click.option("--db", "database", metavar="URL", help="Use this database instead of the workspace's own.")
@click.option("--as", "annotator", metavar="NAME", help="Be this annotator.")
@click.pass_context
def main(ctx: click.Context, folder: Path, database: str | None, annotator: str | None) -> None:
    """Annotate articles for fact-checking: mark claims, quotes and figures, exchange and review them.

    Without a command it opens the terminal interface on the workspace around the current folder.
    """
    ctx.obj = Session(folder, database, annotator)
    if ctx.invoked_subcommand is None:
        ctx.invoke(importlib.import_module(f"{commands.__name__}.open").command, document=None)


def run(args: list[str] | None = None) -> int:
    """Run a command line and return its exit code; no error of a user's making shows a traceback."""
    _prepare_streams()
    try:
        code = main.main(args=args, prog_name="workbench", standalone_mode=False)
        sys.stdout.flush()
    except WorkbenchError as error:
        narrate(f"workbench: {error}")
        return error.exit_code
    except click.UsageError as error:
        narrate(f"workbench: {error.format_message()}")
        if error.ctx is not None:
            narrate(f"See: {error.ctx.command_path} --help")
        return 2
    except click.ClickException as error:
        narrate(f"workbench: {error.format_message()}")
        return 1
    except (KeyboardInterrupt, click.Abort):
        narrate("workbench: interrupted; what was shown as saved is saved.")
        return 130
    except BrokenPipeError:
        # The reader of our output has gone: nothing is wrong, and nothing more can be written.
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        narrate(f"workbench: {place}{error.strerror or error}. What was shown as saved is saved.")
        return 1
    except Exception as error:  # the last resort: written to the log and said in one sentence
        from workbench.services.logs import log_failure

        path = log_failure(error)
        details = f"Details: {path}" if path is not None else "The log could not be written."
        narrate(f"workbench: an unexpected error ({type(error).__name__}); what was saved is safe. {details}")
        return 1
    return code if isinstance(code, int) else 0


def _prepare_streams() -> None:
    """Where the caller closed a stream, use nowhere in its place; never fail on a letter that an encoding lacks."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - lives as long as the process
        elif mode == "w" and isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
