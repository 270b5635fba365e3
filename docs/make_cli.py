#!/usr/bin/env python3
"""Writes docs/cli.md from the commands' own help: `python docs/make_cli.py`; a test holds the two together."""

from pathlib import Path

import click

from kg.cli.main import cli

HEAD = """# The command line

Made from the commands' own help by `python docs/make_cli.py`.

| exit code | meaning |
|---|---|
| 0 | done; warnings are listed |
| 1 | the input has errors: a row or cell was lost, nothing could be read, `kg validate` found a fault; `--strict`: warnings too |
| 1 | `kg diff --exit-code`: the graphs differ |
| 2 | wrong use: an unknown option, a path that does not exist, a query that is none |
| 3 | the run failed and nothing was written |
| 130 | interrupted; what was there before is untouched |
"""


def document() -> str:
    """The page, in Markdown."""
    parent = click.Context(cli, info_name="kg", terminal_width=100, help_option_names=["-h", "--help"])
    parts = [HEAD, _section("kg", cli, parent)]
    for name in cli.list_commands(parent):
        command = cli.get_command(parent, name)
        assert command is not None
        context = click.Context(command, parent=parent, info_name=name, terminal_width=100)
        parts.append(_section(f"kg {name}", command, context))
    return "\n".join(parts)


def _section(title: str, command: click.Command, context: click.Context) -> str:
    return f"## {title}\n\n```text\n{command.get_help(context)}\n```\n"


if __name__ == "__main__":
    Path(__file__).with_name("cli.md").write_text(document(), encoding="utf-8")
