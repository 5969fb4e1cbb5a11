"""Deny by default: every view says who may open it, or nobody may.

A view declares its rule with `public`, `staff`, `admins`, `employers`, `candidates` or
`signed_in` right above the function. What a person may see *inside* a page is decided by the
feature's services, which load every object through its owner's scope.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, request

from recruit.errors import NotAllowed, SignInRequired
from recruit.models import Account, Role
from recruit.web import current

View = TypeVar("View", bound=Callable[..., Any])
Rule = Callable[[Account | None], None]

# Files of packages and of static/ belong to nobody.
OPEN_ENDPOINTS = frozenset({"static", "bootstrap.static"})


def allow_all(_account: Account | None) -> None:
    """Let everybody in."""


def require_account(account: Account | None) -> None:
    """Let in whoever is signed in."""
    if account is None:
        raise SignInRequired


def require_role(*roles: Role) -> Rule:
    """Let in accounts of these roles."""

    def rule(account: Account | None) -> None:
        require_account(account)
        if account is not None and account.role not in roles:
            raise NotAllowed

    return rule


def access(rule: Rule) -> Callable[[View], View]:
    """Declare a view's rule."""

    def declare(view: View) -> View:
        view.access_rule = rule  # type: ignore[attr-defined]
        return view

    return declare


public = access(allow_all)
signed_in = access(require_account)
admins = access(require_role(Role.ADMIN))
staff = access(require_role(Role.RECRUITER, Role.ADMIN))
employers = access(require_role(Role.EMPLOYER))
employers_and_staff = access(require_role(Role.EMPLOYER, Role.RECRUITER, Role.ADMIN))
candidates = access(require_role(Role.CANDIDATE))
candidates_and_staff = access(require_role(Role.CANDIDATE, Role.RECRUITER, Role.ADMIN))


def rule_of(app: Flask, endpoint: str) -> Rule | None:
    """The rule that an endpoint declares, if any."""
    if endpoint in OPEN_ENDPOINTS:
        return allow_all
    found: Rule | None = getattr(app.view_functions[endpoint], "access_rule", None)
    return found


def register(app: Flask) -> None:
    """Check the rule before every view."""

    @app.before_request
    def check() -> None:
        if request.endpoint is None:
            return
        rule = rule_of(app, request.endpoint)
        if rule is None:
            raise NotAllowed
        if rule is not allow_all:
            rule(current.account())
