#!/usr/bin/env python3
"""A home adds an edition of a scale with one bound moved: a kept assessment is
shown by both editions, side by side, and nothing kept changes. The example is
that of docs/assessment.md. An edition that does not add up is refused."""
import os

from test_overrides import SOURCE, Folder

CODES = [f"B.{part}.{i + 1}" for part, count in ((1, 8), (2, 4), (3, 9), (4, 5))
         for i in range(count)]
# 68 of 90: mildly impaired by the standard (66 to 89)
ANSWERS = "33343333" + "3332" + "443344112" + "11111"


def example():
    with open(os.path.join(SOURCE, "docs", "assessment.md")) as file:
        return file.read().split("```lua\n")[1].partition("```")[0]


def of_hash(base, text):
    return text.replace(text.split('base_hash = "')[1].split('"')[0], base)


def assess(folder):
    folder.do("oak", "residents.register", name="王秀英", sex="female",
              born="1940-05-01")
    return folder.do(
        "oak", "assessment.complete", resident=1, standard="GB/T 42195-2022",
        base_date="2026-11-23",
        answers={c: int(d) for c, d in zip(CODES, ANSWERS)},
        assessors=[{"name": "赵护士", "background": "nursing"},
                   {"name": "钱社工", "background": "social_work"}],
        reason="first")


def results(folder):
    return [(r["which"], r["edition"], r["total"], r["level"], r["holds"])
            for r in folder.ask("oak", "assessment.recompute", assessment=1)]


with Folder(("residents", "beds", "assessment")) as folder:
    done = assess(folder)
    total = sum(int(d) for d in ANSWERS)
    assert 66 <= total < 70, total
    assert done["final"] == 1, done
    base = folder.hash("oak", "assessment.editions")
    one = [("stored", "2022", total, 1, True), ("again", "2022", total, 1, True)]
    assert results(folder) == one

    folder.override("oak", "draft", of_hash(base, example()),
                    plugin="assessment")
    assert folder.must("plugin", "reload", "oak", "assessment")
    assert results(folder) == one + [
        ("again", "2026 draft", total, 2, False)], results(folder)
    # what was kept, and what a new one would be, stay as the standard says
    assert folder.ask("oak", "assessment.assessment", id=1)[0]["level"] == 1
    assert folder.ask("oak", "assessment.current")[0]["level"] == 1
    # what does not add up is never used
    folder.override("oak", "draft", of_hash(base, example().replace(
        "= 70, 69", "= 70, 60")), plugin="assessment")
    folder.must("plugin", "reload", "oak", "assessment")
    problem = folder.problem("ask", "oak", "assessment.recompute",
                             '{"assessment": 1}')
    assert "2026 draft: levels: 61 lies in 0 bands" in problem["detail"], problem
print("two editions stand side by side")
