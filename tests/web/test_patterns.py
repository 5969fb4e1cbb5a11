"""A pattern puts values where its places are, and nothing else happens to either."""

import pytest
from markupsafe import Markup

from recruit.web.patterns import Pattern


def test_places_are_filled_and_all_else_stays() -> None:
    drawn = Pattern('<b id="⟨id⟩" style="width: 100%">⟨name⟩, ⟨name⟩ %s %(name)s</b>')
    assert drawn.filled(id=7, name="Ольга", rank=1) == (
        '<b id="7" style="width: 100%">Ольга, Ольга %s %(name)s</b>'
    )


def test_what_is_filled_in_is_not_looked_at_again() -> None:
    value = "⟨other⟩ 100% %s"
    assert Pattern("⟨name⟩;⟨other⟩").filled(name=value, other="x") == f"{value};x"


def test_it_is_markup_and_a_forgotten_place_stops_it() -> None:
    drawn = Pattern("<i>⟨name⟩</i>")
    assert isinstance(drawn.filled(name="a"), Markup)
    with pytest.raises(KeyError, match="name"):
        drawn.filled(title="a")
