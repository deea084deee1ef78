"""Reading decisions: against twelve simple patterns run one after another over the same text, and memory.

python -m benchmarks.reading
"""

from __future__ import annotations

import random
import re
import tracemalloc
from collections.abc import Callable
from statistics import median
from time import perf_counter

from benchmarks.measured import Measured, as_markdown
from putright.decisions import read_text
from tests.putright.decisions.labelled import seeds

# Published decisions have about so many characters.
USUAL_LENGTH = 24_000

# What somebody would write in an afternoon: one pattern for each field, each run over the whole text.
SIMPLE = tuple(
    re.compile(pattern, flags)
    for pattern, flags in (
        (r"\(?(\d{2} \d{3} \d{3}|20\d{7})\)?", 0),
        (r"(\d{1,2})\s+(January|February|March|April|May|June|July|August|September|October|November|December|"
         r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\s+(\d{4})", re.IGNORECASE),
        (r"Category\s*:\s*(.*)", re.IGNORECASE),
        (r"Decision\s*:\s*(.*)", re.IGNORECASE),
        (r"Summary\s*:\s*(.*?)\n\s*\n", re.IGNORECASE | re.DOTALL),
        (r"The complaint\s*\n(.*?)(?:Background|The Ombudsman)", re.IGNORECASE | re.DOTALL),
        (r"(?:within|no later than)\s+(?:\w+\s+){1,3}(?:days?|weeks?|months?)\s+of[^.]*", re.IGNORECASE),
        (r"(?:pay|payment of|compensation of)[^.£]*£\s*([\d,]+(?:\.\d\d)?)", re.IGNORECASE),
        (r"(severe maladministration|no maladministration|maladministration|service failure|reasonable redress|"
         r"causing injustice|no fault)[^.]*\.", re.IGNORECASE),
        (r"apolog\w+[^.]*\.", re.IGNORECASE),
        (r"(?:review|remind|train|brief)[^.]*(?:staff|policy|procedure)[^.]*\.", re.IGNORECASE),
        (r"(?:is ordered to|must|should|has agreed to)[^.;]*[.;]", re.IGNORECASE),
    )
)  # fmt: skip

_STORY_STANDS_UNDER = re.compile(
    r"\n(What I found|Background|Assessment and findings|What we found and why|My findings|My assessment|Analysis|"
    r"Conclusions)\n"
)
_STORY = (
    "The resident wrote to the landlord on {day} May and said that the repair had not been done. ",
    "The Council replied that it had no record of the call and offered £{sum}, which was refused. ",
    "Its policy says that it should answer within 20 working days and that staff must keep a note of each visit. ",
    "The officer who visited said the window could not be mended that day and would need a new frame. ",
    "Mr and Mrs L complained again, and were told that a manager would telephone them within a week. ",
    "There is no evidence that anybody telephoned, or that the letter of {day} June was ever sent. ",
)


def documents() -> list[str]:
    """The invented decisions, their narrative made as long as that of published ones."""
    chance = random.Random(5)
    told = []
    for seed in seeds():
        middle = re.search(
            _STORY_STANDS_UNDER,
            seed.text,
        )
        at = middle.end() if middle else seed.text.index("\n", len(seed.text) // 3)
        story: list[str] = ["\n"]
        length = len(seed.text)
        number = 1
        while length < USUAL_LENGTH:
            sentences = [
                one.format(day=chance.randint(1, 28), sum=50 * chance.randint(1, 9)) for one in _STORY
            ]
            paragraph = f"  {number}. {''.join(chance.sample(sentences, 5)).strip()}\n"
            story.append(paragraph)
            length += len(paragraph)
            number += 1
        told.append(seed.text[:at] + "".join(story) + seed.text[at:])
    return told


def measure() -> list[Measured]:
    """Documents read a second, the same for the simple patterns, their ratio, and memory."""
    texts = documents()
    ours = _seconds(lambda: [read_text(text) for text in texts]) / len(texts)
    theirs = _seconds(lambda: [pattern.findall(text) for text in texts for pattern in SIMPLE]) / len(texts)
    large = max(texts, key=len)
    tracemalloc.start()
    read_text(large)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    about = f"{len(texts)} decisions of {sum(map(len, texts)) // len(texts):,} characters"
    return [
        Measured("decisions read", "none", about, round(1 / ours), "a second", ""),
        Measured(
            "twelve simple patterns, one by one", "none", about, round(1 / theirs), "decisions a second", ""
        ),
        Measured("reading / simple patterns", "none", about, round(theirs / ours, 1), "times as fast", "10"),
        Measured(
            "memory for one decision", "none", f"{len(large):,} characters", round(peak / 1e6, 2), "MB", ""
        ),
    ]


def _seconds(work: Callable[[], object], *, times: int = 7) -> float:
    taken = []
    for _ in range(times):
        begun = perf_counter()
        work()
        taken.append(perf_counter() - begun)
    return median(taken)


if __name__ == "__main__":
    print(as_markdown(measure()))
