"""Rows of a repeated group, added and removed without a script.

The buttons send the whole form as ``add=positions`` or ``remove=positions-1``; the page is drawn
again with a row more or less and everything typed still in it. Nothing is saved by that.
"""

import re

from werkzeug.datastructures import MultiDict

from recruit.web.forms import places_in, row_in


def with_rows_changed(sent: MultiDict[str, str]) -> MultiDict[str, str] | None:
    """What was sent, with a row added or removed; None when no such button was pressed."""
    if group := sent.get("add"):
        changed = MultiDict(sent)
        changed[f"{group}-{max(places_in(sent, group), default=-1) + 1}-"] = ""
        return changed
    pressed = re.fullmatch(r"(.+)-([0-9]{1,3})", sent.get("remove", ""))
    return _without_row(sent, pressed[1], int(pressed[2])) if pressed else None


def _without_row(sent: MultiDict[str, str], group: str, removed: int) -> MultiDict[str, str]:
    """Leave a row out and close the gaps, so that no blank row appears in its place."""
    kept = [place for place in places_in(sent, group) if place != removed]
    moved = {place: new for new, place in enumerate(kept)}
    changed: MultiDict[str, str] = MultiDict()
    for name, value in sent.items(multi=True):
        row = row_in(name, group)
        if row is None:
            changed.add(name, value)
        elif row[0] != removed:
            changed.add(f"{group}-{moved[row[0]]}-{row[1]}", value)
    return changed
