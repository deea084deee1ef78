"""The checks of a letter: what each looks for, where it comes from, and what it says."""

from putright.letters.checks.meanings import check_meanings, provision_of
from putright.letters.checks.types import CheckError, CheckMeaning, CheckResult

__all__ = ["CheckError", "CheckMeaning", "CheckResult", "check_meanings", "provision_of"]
