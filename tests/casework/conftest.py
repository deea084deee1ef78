"""What every test of the service shares: a database of its own, an organisation, its officers."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

# Before anything reads the settings: nothing of a developer's own `var` is touched.
_VAR = Path(tempfile.mkdtemp(prefix="putright-test-"))
atexit.register(shutil.rmtree, _VAR, ignore_errors=True)
os.environ["CASEWORK_VAR"] = str(_VAR)
os.environ["SECRET_KEY"] = "only for tests"
os.environ["DJANGO_SETTINGS_MODULE"] = "casework.config.settings"

import django  # noqa: E402

django.setup()

import pytest  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.management.commands import flush as flushing  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from casework.complaints import calendars  # noqa: E402
from casework.people.models import Officer, Organisation  # noqa: E402
from tests.casework import kept, made  # noqa: E402

SAID_OF_TABLES = frozenset({"django_content_type", "auth_permission"})

# pytest may have read the settings before this file.
settings.DOCUMENTS = _VAR / "documents"
settings.FACTS = _VAR / "facts"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """A file, as in service: a database in memory has other locks."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database.setdefault("TEST", {})["NAME"] = str(_VAR / "test.sqlite3")
        connection.settings_dict.setdefault("TEST", {})["NAME"] = str(_VAR / "test.sqlite3")
        kept.brought_up_to_date(_VAR / "test.sqlite3")
    elif kept.OURS in os.environ:
        kept.made_on_server(connection.creation._get_test_db_name())


@pytest.fixture(scope="session")
def django_db_keepdb(request: pytest.FixtureRequest) -> bool:
    """On SQLite and on a server of our own the store is a copy that has its tables already."""
    asked: bool = request.config.getvalue("reuse_db")
    on_sqlite: bool = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
    return asked or on_sqlite or kept.OURS in os.environ


@pytest.fixture(scope="session", autouse=True)
def emptied_between_tests(django_db_setup: None) -> None:
    """Tests that commit are followed by a flush, which the database would refuse for events and what was frozen.

    It would also take away what Django says of every table and write it anew, a third of what such a test costs.
    """
    # For every connection: a browser's event loop in this thread has one of its own.
    operations = type(connection.ops)
    flush = operations.sql_flush
    if flush.__name__ == "flush_events_too":
        return
    keeping = [
        import_module("casework.complaints.migrations.0002_append_only_and_search"),
        import_module("casework.published.migrations.0002_frozen"),
    ]
    if connection.vendor == "sqlite":
        made = [sql for one in keeping for sql in one.SQLITE if "TRIGGER" in sql]
        dropped = [sql for one in keeping for sql in one.UNDO["sqlite"] if "TRIGGER" in sql]
    else:
        guarded = ["complaints_event", *(f"published_{table}" for table in keeping[1].TABLES)]
        made = [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in guarded]
        dropped = [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in guarded]
        # What rows refer to is checked at the end, which must have been before a table is altered.
        made = ["SET CONSTRAINTS ALL IMMEDIATE", *made]

    def flush_events_too(self: Any, style: Any, tables: list[str], **options: Any) -> list[str]:
        emptied = sorted(set(tables) - SAID_OF_TABLES)
        if connection.vendor == "sqlite":
            rows = flush(self, style, emptied, **options)
        else:
            # To truncate a hundred tables makes some hundred files anew: thirty times as slow.
            rows = [f"DELETE FROM {self.quote_name(table)}" for table in emptied]
        return [*dropped, *rows, "DELETE FROM complaint_search", *made]

    operations.sql_flush = flush_events_too  # type: ignore[method-assign]
    flushing.emit_post_migrate_signal = lambda *arguments, **options: None


@pytest.fixture(autouse=True)
def calendars_are_read_anew() -> None:
    """What a test rolled back, no cache remembers."""
    calendars._kept.clear()


@pytest.fixture
def landlord(db: None) -> Organisation:
    """An invented landlord with two teams."""
    return made.organisation()


@pytest.fixture
def officers(landlord: Organisation) -> made.Officers:
    """Its people: one in every role a test needs."""
    return made.officers(landlord)


@pytest.fixture
def asha(officers: made.Officers) -> Officer:
    """The complaints officer who does most of it."""
    return officers.asha


@pytest.fixture
def statements() -> Callable[[int], AbstractContextManager[None]]:
    """Holds a block of code to a number of SQL statements, savepoints left out."""

    @contextmanager
    def at_most(number: int) -> Iterator[None]:
        with CaptureQueriesContext(connection) as captured:
            yield
        asked = [
            query["sql"]
            for query in captured.captured_queries
            if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))
        ]
        assert len(asked) <= number, "\n".join(sql[:300] for sql in asked)

    return at_most
