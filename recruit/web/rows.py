"""Rows of a repeated group, added and removed without a script.

The buttons send the whole form as ``add=positions`` or ``remove=positions-1``; the page is drawn
again with a row more or less and everything typed still in it. Nothing is saved by that.
"""

import re

from werkzeug.datastructures import MultiDict

from recruit.web.forms import places_in, renumbered


def with_rows_changed(sent: MultiDict[str, str]) -> MultiDict[str, str] | None:
    """What was sent, with a row added or removed; None when no such button was pressed."""
    if group := sent.get("add"):
        changed = MultiDict(sent)
        changed[f"{group}-{max(places_in(sent, group), default=-1) + 1}-"] = ""
        return changed
    pressed = re.fullmatch(r"(.+)-([0-9]{1,3})", sent.get("remove", ""))
    if pressed is None:
        return None
    group, removed = pressed[1], int(pressed[2])
    return renumbered(sent, group, [row for row in places_in(sent, group) if row != removed])
