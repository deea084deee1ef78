"""Writing a file so that it is whole or not there."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from putright.cli.command import BadInput


def write_whole(path: Path, content: bytes) -> None:
    """Write the file beside its place and move it there; a file already there stays until then.

    Raises  BadInput when it cannot be written; nothing is left behind.
    """
    made: Path | None = None
    try:
        if path.is_dir():
            raise IsADirectoryError(0, "it is a folder")
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:50]}.")
        made = Path(name)
        with os.fdopen(handle, "wb") as written:
            written.write(content)
            written.flush()
            os.fsync(written.fileno())
        made.chmod(0o666 & ~_umask())
        made.replace(path)
    except OSError as error:
        if made is not None:
            with suppress(OSError):
                made.unlink()
        raise BadInput(
            f"{path} cannot be written: {error.strerror}; nothing was left there; give another --out"
        ) from None


def _umask() -> int:
    """What new files are kept from; there is no asking without setting it."""
    kept = os.umask(0o022)
    os.umask(kept)
    return kept
