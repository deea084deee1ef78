"""`python -m casework.ops` is `casework`."""

from casework.ops.cli import main

raise SystemExit(main())
