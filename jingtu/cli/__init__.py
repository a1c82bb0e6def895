"""``jingtu …``: everything without a database. One file per command.

Exit status 0 done, 1 errors in the input, 2 wrong call.
"""

import io
import sys

import click

from jingtu.cli.assess import command as assess
from jingtu.cli.limits import command as limits
from jingtu.cli.plan import command as plan


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """净土 Jingtu: from the clause of a soil-pollution action plan to the ground."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A GBK file or pipe has no 䓛 and no µ: write what it can hold instead of stopping half-way.
            stream.reconfigure(errors="backslashreplace")


main.add_command(assess)
main.add_command(limits)
main.add_command(plan)
