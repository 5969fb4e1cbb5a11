"""The curves that rank, for recruiters to look at: the prior beside what was learnt."""

from typing import Any

from flask import Blueprint, render_template
from flask_babel import gettext
from markupsafe import Markup

from matching.drawing import curve_svg
from matching.feature_reasons import FEATURE_LABELS
from matching.scorer import FEATURES, PARTS, UNITS, AdditiveScorer
from recruit.shortlists.presentation import PART_LABELS, candidate_base
from recruit.web import access
from recruit.web.i18n import get_language

blueprint = Blueprint("learning", __name__)


@blueprint.get("/model")
@access.staff
def model() -> Any:
    """What each feature is worth, drawn; where the model is from."""
    found = candidate_base().model
    return render_template(
        "learning/model.html",
        model=found,
        is_learnt=found.facts is not None,
        parts=_drawn_parts(found.scorer if found.facts is not None else None),
    )


def _drawn_parts(learnt: AdditiveScorer | None) -> list[dict[str, Any]]:
    """Each part with its weights and its curves, all on one axis."""
    prior = AdditiveScorer().fit()
    before = prior.compile().points / UNITS
    after = None if learnt is None else learnt.compile().points / UNITS
    most = float(max(before.max(), 0.0 if after is None else after.max()))
    names = (gettext("prior"), gettext("learnt"))
    curves: dict[str, list[tuple[str, Markup]]] = {part: [] for part in PARTS}
    for number, feature in enumerate(FEATURES):
        label = FEATURE_LABELS[feature.name][get_language()]
        drawn = curve_svg(
            label, before[number], None if after is None else after[number], most, names
        )
        # The drawing is made of numbers; the label is escaped by the function.
        curves[feature.part].append((label, Markup(drawn)))  # noqa: S704
    return [
        {
            "label": PART_LABELS[part],
            "prior": int(prior.weights_[number]) / UNITS,
            "learnt": None if learnt is None else int(learnt.weights_[number]) / UNITS,
            "curves": curves[part],
        }
        for number, part in enumerate(PARTS)
    ]
