"""`kg formats`: what `kg build` can write."""

import click

from kg.export.formats import FORMATS, PARTS, PLACES


@click.command()
def formats() -> None:
    """List the formats of kg build, their files, and what each is for.

    \b
    Example:
      kg formats
    """
    about = {name: format_.about for name, format_ in FORMATS.items()}
    about |= {name: format_.about for name, format_ in PARTS.items()}
    for name, told in about.items():
        click.echo(f"{name:15} {', '.join(PLACES[name]):32} {told}")
