"""Runs one harness with atheris (`pip install -e '.[fuzz]'`), which looks for inputs that reach code that none before them did.

    python -m fuzz.run numbers -max_total_time=600 -timeout=20 -max_len=2000

What follows the name goes to libFuzzer. Inputs that reached something new are kept in `work/fuzz/NAME`, beside those of
`fuzz/seeds/NAME`; one that broke a promise is written to `work/fuzz/NAME-*`. Given a file in place of options, that alone is run.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main(name: str, *options: str) -> None:
    """Fuzz the harness of a name; ends when libFuzzer does."""
    import atheris

    with atheris.instrument_imports(include=["kg"], enable_loader_override=False):
        from fuzz.targets import TARGETS

    own = ROOT / "work" / "fuzz" / name
    own.mkdir(parents=True, exist_ok=True)
    folders = [] if any(not option.startswith("-") for option in options) else [own, ROOT / "fuzz" / "seeds" / name]
    arguments = [sys.argv[0], *options, *map(str, folders), f"-artifact_prefix={own}-"]
    atheris.Setup(arguments, TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
