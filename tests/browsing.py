"""A visitor without a browser: opens pages, fills in their real forms, follows redirects.

Forms are read out of the page, hidden fields and all, so that a test fails when a page forgets its
CSRF token or its one-time key, just as a person's click would.
"""

from collections.abc import Mapping
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import select
from werkzeug.test import TestResponse

from recruit.accounts.services import open_session
from recruit.models import Account
from recruit.web.current import TOKEN


class Visitor:
    """One person's browser session."""

    def __init__(self, app: Flask, language: str = "ru") -> None:
        self.app = app
        self.client: FlaskClient = app.test_client()
        self.client.get(f"/language/{language}")
        self.response: TestResponse

    def get(self, url: str, **kwargs: Any) -> TestResponse:
        """Open a page, following redirects."""
        self.response = self.client.get(url, follow_redirects=True, **kwargs)
        return self.response

    @property
    def page(self) -> html.HtmlElement:
        """The page that is open."""
        return html.fromstring(self.response.get_data(as_text=True))

    @property
    def text(self) -> str:
        """The visible text of the main part, spaces folded (no-break ones, too)."""
        main = self.page.xpath("//main")[0]
        return " ".join(main.text_content().split())

    def form(self, action: str | None = None) -> html.FormElement:
        """The form of the open page: by a part of where it or one of its buttons leads, else the
        only one in `main`."""
        return self._form(action)[0]

    def _form(self, action: str | None) -> tuple[html.FormElement, str]:
        page, here = self.page, self.response.request
        forms = page.xpath("//main//form[translate(@method,'POST','post')='post']")
        leading = [(form, form.get("action") or here.full_path.rstrip("?")) for form in forms]
        leading += [
            (page.get_element_by_id(button.get("form")), button.get("formaction"))
            for button in page.xpath("//main//button[@form][@formaction]")
        ]
        for form, to in leading:
            if action is None or action in to:
                return form, to
        raise AssertionError(f"no form {action or ''} on {here.path}")

    def submit(
        self,
        values: Mapping[str, Any] | None = None,
        *,
        action: str | None = None,
        follow: bool = True,
        button: tuple[str, str] | None = None,
    ) -> TestResponse:
        """Fill in a form of the open page and send it."""
        form, url = self._form(action)
        data: dict[str, Any] = {}
        for name, value in form.form_values():
            data.setdefault(name, []).append(value)
        data |= dict(values or {})
        if button:
            data[button[0]] = button[1]
        self.response = self.client.post(
            url,
            data={name: value for name, value in data.items() if value is not None},
            follow_redirects=follow,
            content_type=form.get("enctype"),
        )
        return self.response

    def sign_in(self, email: str, password: str, *, follow: bool = False) -> TestResponse:
        """Sign in through the page; where it leads is drawn only if somebody asks."""
        self.get("/sign-in")
        return self.submit({"email": email, "password": password}, follow=follow)

    def let_in(self, email: str) -> None:
        """Have signed in, without the page that does it: tests/accounts is about that, and drawing
        it and checking a password before each of thousands of tests is felt."""
        extensions = self.app.extensions
        hours, now = extensions["recruit.config"].session_hours, extensions["recruit.clock"]()
        with extensions["recruit.database"].unit(writes=True) as session:
            account = session.scalars(select(Account).where(Account.email == email)).one()
            token = open_session(session, account, now=now, hours=hours)
        with self.client.session_transaction() as kept:
            kept[TOKEN], kept.permanent = token, True

    def errors(self) -> dict[str, str]:
        """The messages at the fields of the open page, by control."""
        return {
            control.get("name") or control.get("id"): " ".join(
                self.page.get_element_by_id(identifier).text_content().split()
            )
            for control in self.page.xpath("//*[@aria-invalid='true']")
            for identifier in (control.get("aria-describedby") or "").split()
            if identifier.endswith("-error")
        }
