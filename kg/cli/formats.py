"""`kg formats`: what `kg build` can write."""

import click

from kg.export.formats import FORMATS


@click.command()
def formats() -> None:
    """List the formats of kg build, their files, and what each is for.

    \b
    Example:
      kg formats
    """
    for format_ in FORMATS.values():
        click.echo(f"{format_.name:15} {', '.join(format_.names):32} {format_.about}")
