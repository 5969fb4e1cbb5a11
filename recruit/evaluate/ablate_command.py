"""`recruit ablate`: what each part and feature of the score brings on a graded folder."""

import time
from collections import Counter
from pathlib import Path

import click

from matching.wording import Language
from recruit.evaluate import console
from recruit.evaluate.ablations import VARIANTS, ablation_of
from recruit.evaluate.reports import as_json, report
from recruit.evaluate.runs import OURS, Ours, asked_vacancies
from recruit.evaluate.tables import WORDS, estimate, grid


@click.command()
@console.options
def ablate(*, folder: Path, split: str, as_of: int | None, language: Language) -> None:
    """Measure what each part and feature of the score brings.

    Ranks FOLDER by the whole score, without each part or feature, and by each part alone; the
    weight of what is left out goes to the others. The last line of the output is one JSON object.
    """
    begun = time.monotonic()
    month = console.month_or_now(as_of)
    task, grades, queries = console.read(folder, split)
    asked: Counter[str] = Counter()
    ours = Ours(month)
    runs = console.rank(task, queries, ours, lambda: ablation_of(ours, asked))
    measured = report(task, queries, runs, grades)
    estimates, differences = measured.estimates(), measured.differences()
    words = WORDS[language]
    total = len(asked_vacancies(task, queries))
    rows = [[words["whole"], "", *map(estimate, estimates[OURS])]]
    effects = []
    for variant, (kind, name) in VARIANTS.items():
        if not asked[name]:
            continue  # without it nothing changes, and by it alone all are equal
        label, share = words[kind].format(name=name), f"{asked[name]}/{total}"
        rows.append([label, share, *map(estimate, estimates[variant])])
        effects.append([label, *(estimate(one, signed=True) for one in differences[variant])])
    console.say(console.title(task, split, queries, language))
    console.say(grid([words["variant"], words["asked"], *task.metrics], rows))
    console.say(grid([words["effect"], *task.metrics], effects))
    names = list(dict.fromkeys(name for _, name in VARIANTS.values()))
    if silent := [name for name in names if not asked[name]]:
        console.say(words["unasked"].format(names=", ".join(silent)))
    console.finish(
        task,
        split,
        queries,
        month,
        begun,
        n_vacancies=total,
        asked={name: asked[name] for name in names},
        metrics=as_json(task.metrics, estimates),
        differences=as_json(task.metrics, differences),
    )
