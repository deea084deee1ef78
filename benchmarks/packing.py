"""How long a pack takes and how much memory: `python -m benchmarks.packing [PAGES]`, in a database of its own."""

from __future__ import annotations

import os
import resource
import sys
import tempfile

_VAR = tempfile.mkdtemp(prefix="putright-pack-")
os.environ |= {
    "CASEWORK_VAR": _VAR,
    "SECRET_KEY": "only for measuring",
    "DJANGO_SETTINGS_MODULE": "casework.config.settings",
    "DATABASE_URL": "",
}


def measure(pages: int) -> None:
    """Make a pack of about so many pages, with a name removed from each of them, and tell what it took."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from casework.packs import commands
    from casework.packs.models import Pack
    from tests.casework import made
    from tests.casework.packs import packed

    asha = made.officers(made.organisation()).asha
    filed = packed.filed(asha, papers=False)
    line = (
        f"The landlord wrote to the resident, and {packed.NEIGHBOUR} signed for it at the door of number 14. "
    )
    text = (line * 3 + "\n") * 1300
    for number in range(max(pages // 100, 1)):
        packed.kept(
            filed.reference, asha, f"file-{number}.pdf", packed.pdf_of(text + f"\n{number}"), f"File {number}"
        )
    began = _seconds()
    pack = packed.begun(filed, asha)
    read = _seconds() - began
    commands.remove_words(pack.pk, [packed.NEIGHBOUR], reason="third_party", by=asha, now=packed.NOW)
    began = _seconds()
    done = packed.frozen(Pack.objects.get(pk=pack.pk), asha)
    built = _seconds() - began
    print(f"{done.pages} pages: read {read:.1f} s, built {built:.1f} s, bundle {done.size / 1e6:.1f} MB")
    print(
        f"worker {_megabytes(resource.RUSAGE_SELF)} MB, compiler {_megabytes(resource.RUSAGE_CHILDREN)} MB at most"
    )


def _seconds() -> float:
    """Seconds of work of this process and of those it started: other work on the machine does not count."""
    told = (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in told)


def _megabytes(who: int) -> int:
    return resource.getrusage(who).ru_maxrss // 1024


if __name__ == "__main__":
    measure(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
