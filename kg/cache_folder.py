"""Where all lies that is kept between runs; `docs/cache.md` says what, and how it goes away."""

import os
from pathlib import Path


def cache_folder(named: str | Path | None = None) -> Path | None:
    """The folder of all that is kept, which need not be there yet; None where nothing is to be kept.

    It is the one that is named, else that of `PAPERKG_CACHE`, else the system's for caches; an empty name says that nothing is.
    """
    named = os.environ.get("PAPERKG_CACHE") if named is None else named
    if named is not None:
        return Path(named).expanduser().absolute() if str(named) else None
    from platformdirs import user_cache_path

    folder = user_cache_path("paperkg", appauthor=False)
    # Without a home the path begins with "~", which would become a folder wherever one stands.
    return folder if folder.is_absolute() else None
