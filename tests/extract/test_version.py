"""Whatever changes what is read changes the version of the reader."""

import ast
from pathlib import Path

import kg.extract.version as version

# What they bring changes no annotation: records, and exceptions.
HARMLESS = {"kg.digest", "kg.errors"}


def test_the_version_covers_all_code_that_the_reader_imports() -> None:
    package = version.FOLDER.parent
    imported = set()
    for path in [*version.FOLDER.glob("*.py"), *(package / name for name in version._BESIDE)]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("kg"):
                imported.add(str(node.module))
            elif isinstance(node, ast.Import):
                imported |= {alias.name for alias in node.names if alias.name.startswith("kg")}
    covered = {"kg." + str(Path(name).with_suffix("")).replace("/", ".") for name in version._BESIDE}
    others = {name for name in imported if not name.startswith("kg.extract")}
    assert others - HARMLESS == covered
