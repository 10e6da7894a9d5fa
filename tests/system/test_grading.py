#!/usr/bin/env python3
"""quality.grade through `songhe ask`: the worked examples of the standard and
random scores against a calculation of its own, in fractions."""
import fractions
import json
import os
import random
import subprocess
import sys
import tempfile

SOURCE = os.environ.get("SONGHE_SOURCE") or os.path.abspath(
    os.path.join(os.path.dirname(__file__), "..", ".."))
BUILD = os.environ.get("SONGHE_BUILD") or os.path.join(SOURCE, "build")
RUNS = int(sys.argv[1]) if len(sys.argv) > 1 else 150
PARTS = {"environment": 120, "facilities": 130, "operation": 150, "service": 600}
LEVELS = [(1, 360, 40), (2, 450, 50), (3, 570, 60), (4, 780, 80), (5, 900, 90)]
EXAMPLES = [  # scores, base of service, total, rates, level
    ((48, 52, 60, 200), 500, 360, (40, 40, 40, 40), 1),
    ((48, 52, 60, 199), 500, 359, (40, 40, 40, 39.8), 0),
    ((60, 64, 76, 310), 600, 510, (50, 49.23, 50.67, 51.67), 1),
    ((72, 78, 90, 330), 550, 570, (60, 60, 60, 60), 3),
    ((96, 104, 120, 460), 575, 780, (80, 80, 80, 80), 4),
    ((108, 117, 135, 540), 600, 900, (90, 90, 90, 90), 5),
    ((107, 120, 140, 545), 600, 912, (89.17, 92.31, 93.33, 90.83), 4),
    ((120, 130, 150, 470), 600, 870, (100, 100, 100, 78.33), 3)]


def run(data, *words):
    done = subprocess.run([os.path.join(BUILD, "songhe"), "--data", data, "--json", *words],
                          capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, (words, done.stderr)
    return json.loads(done.stdout) if done.stdout.strip() else None


def grade(data, scores, bases):
    answer = run(data, "ask", "h", "quality.grade", json.dumps({
        "standard": "GB/T 37276-2018", "scores": dict(zip(PARTS, scores)),
        "bases": dict(zip(PARTS, bases))}))
    return answer[0] if isinstance(answer, list) else answer


def reckon(scores, bases):
    rates = [fractions.Fraction(100 * s, b) for s, b in zip(scores, bases)]
    level = 0
    for number, total, rate in LEVELS:
        if sum(scores) < total or min(rates) < rate:
            break
        level = number
    return sum(scores), rates, level


def draw(chance):
    bases = [points - chance.choice([0, 0, 0, chance.randrange(points // 5)])
             for points in PARTS.values()]
    aim = chance.choice([35, 40, 50, 60, 80, 90, 95])
    return [min(base, max(0, aim * base // 100 + chance.choice([-1, 0, 0, 1, 9])))
            for base in bases], bases


def main():
    chance = random.Random(37276)
    with tempfile.TemporaryDirectory() as work:
        data = os.path.join(work, "data")
        run(data, "--now", "2026-12-02T09:00:00+08:00", "init")
        run(data, "home", "new", "h")
        for scores, base, total, rates, level in EXAMPLES:
            answer = grade(data, scores, (120, 130, 150, base))
            assert answer["total"] == total and answer["level"] == level, (scores, answer)
            assert [float(one) for one in answer["rates"]] == list(rates), (scores, answer)
        seen = set()
        for _ in range(RUNS):
            scores, bases = draw(chance)
            total, rates, level = reckon(scores, bases)
            answer = grade(data, scores, bases)
            assert (answer["total"], answer["level"]) == (total, level), (scores, bases, answer)
            for told, rate in zip(answer["rates"], rates):
                assert abs(fractions.Fraction(told) - rate) <= fractions.Fraction(1, 200), (
                    told, rate)
            seen.add(level)
        assert seen == {0, 1, 2, 3, 4, 5}, seen
        print(f"grading: {len(EXAMPLES)} examples and {RUNS} random scores agree")


main()
