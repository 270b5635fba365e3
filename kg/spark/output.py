"""The folder of exports on a file system that may rename a folder in one step, file by file, or not at all.

    OUT/_PAPERKG     written first, when the folder is begun: whose it is; it is never overwritten, so one build has it at a time
    OUT/_work        tables between stages, removed at the end
    OUT/_SUCCESS     written last: without it the folder is unfinished, whatever else is in it

A folder that was not there is written where it is to be: nothing is renamed, so it does not matter how the file system renames.
One that is to be replaced is written beside and changes places by two renames; the old one goes when the new one has its
`_SUCCESS`. Where renames copy (object stores), a reader may in between see some of it, without `_SUCCESS`.
A build that has lost its folder to another does not finish it.
"""

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from kg import __version__
from kg.errors import OutputError
from kg.spark.files import Files

MARK, DONE, WORK = "_PAPERKG", "_SUCCESS", "_work"


@contextmanager
def begun(files: Files, folder: str, *, overwrite: bool) -> Iterator[str]:
    """Gives a folder to write into, which is the given one, or takes its place at the end; after an error all is as it was.

    Raises:
        OutputError: there is something in the folder, and it is not to be replaced, or it is not a build of paperkg; or another
            build has begun there.
    """
    there = files.exists(folder)
    if there and not files.is_folder(folder):
        raise OutputError(f"{folder}: is a file; name a folder to write the exports into")
    old = there and bool(names := files.names(folder))
    if old and MARK not in names:
        raise OutputError(
            f"{folder}: there is something in it that no build on a cluster wrote ({names[0]}); name a new folder with -o; "
            "nothing was written"
        )
    if old and not overwrite:
        state = "a build" if DONE in names else "a build that did not end, or has not yet"
        raise OutputError(
            f"{folder}: holds {state}; replace it with --overwrite, or name a new folder with -o; nothing was written"
        )
    number = uuid.uuid4().hex[:12]
    above, _, name = folder.rpartition("/")
    place = f"{above}/.{name}.paperkg-new-{number}" if old else folder
    files.make_folder(place)
    mark = json.dumps({"paperkg": __version__, "build": number})
    if not files.write_new(f"{place}/{MARK}", mark):
        raise OutputError(f"{folder}: another build has begun there; wait for it, or name another folder with -o")
    try:
        yield place
        files.remove(f"{place}/{WORK}")
    except BaseException as error:
        try:
            files.remove(place)
        except OutputError:
            # What ended the build keeps us from the folder, too; it is the one to be told.
            if isinstance(error, OutputError):
                told = str(error).removesuffix("; nothing was written")
                raise OutputError(f"{told}; what was begun is left in {place}") from error
        raise
    aside = f"{above}/.{name}.paperkg-old-{number}"
    if old:
        try:
            _replace(files, folder, place, aside)
        except (OSError, OutputError) as error:
            raise OutputError(
                f"{folder}: could not be replaced ({error}); the old build is there, or in {aside}, and the new one is whole in "
                f"{place}; give it the name that you want"
            ) from error
    if files.read(f"{folder}/{MARK}") != mark.encode():
        raise OutputError(
            f"{folder}: another build has taken the folder in the meantime; name another one with -o"
            + (f"; the one before is in {aside}" if old else "")
        )
    files.write_new(f"{folder}/{DONE}", mark)
    if old:
        files.remove(aside)


def _replace(files: Files, folder: str, new: str, aside: str) -> None:
    # What is half replaced is not to look finished.
    finished = files.exists(done := f"{folder}/{DONE}")
    was = files.read(done).decode() if finished else ""
    files.remove(done)
    try:
        files.rename(folder, aside)
        files.rename(new, folder)
    except BaseException:
        if not files.exists(folder):
            files.rename(aside, folder)
        if finished and files.exists(f"{folder}/{MARK}"):
            files.write_new(done, was)
        raise
