"""Rows of a repeated group, added and removed without a script.

The buttons send the whole form as ``add=positions`` or ``remove=positions-1``; the page is drawn
again with a row more or less and everything typed still in it. Nothing is saved by that.
"""

from werkzeug.datastructures import MultiDict

from recruit.web.forms import places_in


def with_rows_changed(sent: MultiDict[str, str]) -> MultiDict[str, str] | None:
    """What was sent, with a row added or removed; None when no such button was pressed."""
    if group := sent.get("add"):
        changed = MultiDict(sent)
        changed[f"{group}-{max(places_in(sent, group), default=-1) + 1}-"] = ""
        return changed
    group, _, place = sent.get("remove", "").rpartition("-")
    if group and place.isdecimal():
        return _without_row(sent, group, int(place))
    return None


def _without_row(sent: MultiDict[str, str], group: str, removed: int) -> MultiDict[str, str]:
    """Leave a row out and close the gaps, so that no blank row appears in its place."""
    kept = [place for place in places_in(sent, group) if place != removed]
    moved = {f"{group}-{place}-": f"{group}-{new}-" for new, place in enumerate(kept)}
    changed: MultiDict[str, str] = MultiDict()
    for name, value in sent.items(multi=True):
        prefix = next((old for old in moved if name.startswith(old)), None)
        if prefix is not None:
            changed.add(moved[prefix] + name.removeprefix(prefix), value)
        elif not name.startswith(f"{group}-{removed}-"):
            changed.add(name, value)
    return changed
