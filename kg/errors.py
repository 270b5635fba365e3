"""The exceptions of the package.

    KgError
    ├── UsageError      the call itself is wrong: an unknown format, a path that does not exist     exit code 2
    ├── InputError      nothing could be read from what was given                                   exit code 1
    ├── QueryError      a SPARQL query that cannot be parsed or run                                 exit code 2
    └── OutputError     the result could not be written; what was there before is untouched         exit code 3

A fault inside a digest is no exception but a `kg.digest.Problem`: it is listed, and the rest of the file is read.
"""


class KgError(Exception):
    """Base of all errors that the package raises on purpose; the message names the place, the thing and the remedy."""

    exit_code = 3


class UsageError(KgError):
    """The call itself is wrong: an unknown format, an option's value, a path that does not exist."""

    exit_code = 2


class InputError(KgError):
    """Nothing could be read from what was given."""

    exit_code = 1


class QueryError(KgError):
    """A SPARQL query that cannot be parsed or evaluated."""

    exit_code = 2


class OutputError(KgError):
    """The result could not be written; what was there before is untouched."""

    exit_code = 3
