"""`python -m putright.cli`."""

import sys

from putright.cli.main import main

sys.exit(main())
