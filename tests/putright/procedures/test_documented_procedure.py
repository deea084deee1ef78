"""The worked example of docs/procedures-as-data.md does what the page says."""

import re
from datetime import date
from pathlib import Path

from putright.calendars import load_calendar
from putright.clocks import deadlines, failing_examples
from putright.procedures import check, procedure, read_procedures

PAGE = Path(__file__).resolve().parents[3] / "docs" / "procedures-as-data.md"


def test_the_policy_on_the_page_is_sound_and_gives_its_target(tmp_path: Path) -> None:
    for name, text in re.findall(r"```toml\n# (\S+\.toml)\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert check(tmp_path) == ()
    policy = read_procedures(tmp_path)["elmstead/2025-04-01"]
    assert failing_examples(policy) == ()
    mon_6_january, wed_8_january = date(2025, 1, 6), date(2025, 1, 8)
    respond = deadlines(
        procedure("lgsco/2024-02-01"),
        "stage-1",
        {"received": mon_6_january, "acknowledged": wed_8_january},
        calendar=load_calendar("england-and-wales"),
        own_policy=policy,
    )["respond"]
    assert (respond.due_on, respond.target_on) == (date(2025, 1, 22), date(2025, 1, 16))
