"""A visitor without a browser: opens pages, fills in their real forms, follows redirects.

Forms are read out of the page, hidden fields and all, so that a test fails when a page forgets its
CSRF token or its one-time key, just as a person's click would.
"""

from collections.abc import Mapping
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse


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
        """The form of the open page: by a part of its action, else the only one in `main`."""
        forms = [
            form
            for form in self.page.xpath("//main//form[translate(@method,'POST','post')='post']")
            if action is None or action in (form.get("action") or self.response.request.path)
        ]
        if not forms:
            raise AssertionError(f"no form {action or ''} on {self.response.request.path}")
        found: html.FormElement = forms[0]
        return found

    def submit(
        self,
        values: Mapping[str, Any] | None = None,
        *,
        action: str | None = None,
        follow: bool = True,
        button: tuple[str, str] | None = None,
    ) -> TestResponse:
        """Fill in a form of the open page and send it."""
        form = self.form(action)
        data: dict[str, Any] = {}
        for name, value in form.form_values():
            data.setdefault(name, []).append(value)
        data |= dict(values or {})
        if button:
            data[button[0]] = button[1]
        url = form.get("action") or self.response.request.full_path.rstrip("?")
        self.response = self.client.post(
            url,
            data={name: value for name, value in data.items() if value is not None},
            follow_redirects=follow,
            content_type=form.get("enctype"),
        )
        return self.response

    def sign_in(self, email: str, password: str) -> TestResponse:
        """Sign in through the page."""
        self.get("/sign-in")
        return self.submit({"email": email, "password": password})

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
