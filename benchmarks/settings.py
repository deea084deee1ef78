"""The service's own settings, with one bare page to compare with."""

from casework.config.settings import *  # noqa: F403
from casework.config.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "benchmarks.bare"]
ROOT_URLCONF = "benchmarks.bare.urls"
