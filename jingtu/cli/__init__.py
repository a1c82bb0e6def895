"""``jingtu …``: everything without a database. One file per command.

Exit status 0 done, 1 errors in the input, 2 wrong call.
"""

import io
import sys
from importlib import import_module

import click

COMMANDS = (
    "access",
    "assess",
    "compare",
    "duties",
    "evaluate",
    "farmland",
    "grain",
    "indicators",
    "indices",
    "inputs",
    "limits",
    "overlay",
    "plan",
    "risk",
    "sampling",
    "sources",
    "statistics",
    "trend",
)


class Commands(click.Group):
    """A command's module is loaded when it is called: looking up a limit need not wait for the data frames."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"jingtu.cli.{cmd_name}").command
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """净土 Jingtu: from the clause of a soil-pollution action plan to the ground."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A GBK file or pipe has no 䓛 and no µ: write what it can hold instead of stopping half-way.
            stream.reconfigure(errors="backslashreplace")
