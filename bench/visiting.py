"""A visitor over HTTP: cookies, forms with their hidden fields, files. No browser needed."""

import http.client
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit

from lxml import html

SECONDS = 60.0
FORM = "application/x-www-form-urlencoded"

# A file in a form: its name and its bytes.
SentFile = tuple[str, bytes]


@dataclass(frozen=True)
class Answer:
    """What came back; redirects are not followed."""

    status: int
    location: str
    body: bytes

    @property
    def page(self) -> html.HtmlElement:
        """The answer as a page."""
        return html.fromstring(self.body.decode())


@dataclass
class HttpVisitor:
    """One person's session with a server. A server that dies raises `OSError` or `HTTPException`.

    One connection a request: whoever is killed in the middle leaves nothing half-read behind.
    """

    address: str
    cookies: dict[str, str] = field(default_factory=dict)

    def request(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send one request."""
        target = urlsplit(path)
        where = target.path + (f"?{target.query}" if target.query else "")
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=SECONDS)
        sent = dict(headers or {})
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            connection.request(method, where, body, sent)
            response = connection.getresponse()
            content = response.read()
        finally:
            connection.close()
        for header in response.headers.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(header).items():
                self.cookies[name] = morsel.value
        return Answer(response.status, response.headers.get("Location", ""), content)

    def get(self, path: str) -> Answer:
        """Open a page."""
        return self.request("GET", path)

    def form(self, path: str, action: str = "") -> dict[str, str]:
        """What a form of a page would send untouched: the first whose action holds the words."""
        page = self.get(path).page
        for form in page.xpath("//main//form"):
            if action in (form.get("action") or path):
                return dict(form.form_values())
        raise LookupError(f"no form {action} at {path}")

    def post(self, path: str, values: Mapping[str, Any], *, as_json: bool = False) -> Answer:
        """Send a form; with a file in it as several parts."""
        headers = {"Accept": "application/json"} if as_json else {}
        if any(isinstance(value, tuple) for value in values.values()):
            body, kind = multipart(values)
        else:
            body, kind = urlencode(values).encode(), FORM
        return self.request("POST", path, body, headers | {"Content-Type": kind})

    def sign_in(self, email: str, password: str) -> None:
        """Come in through the page."""
        values = self.form("/sign-in") | {"email": email, "password": password}
        answer = self.post("/sign-in", values)
        if answer.status != http.client.SEE_OTHER:
            raise LookupError(f"{email} cannot sign in: {answer.status}")


def multipart(values: Mapping[str, Any]) -> tuple[bytes, str]:
    """The body of a form with files, and its content type."""
    border = secrets.token_hex(16)
    parts = []
    for name, value in values.items():
        head = f'--{border}\r\nContent-Disposition: form-data; name="{name}"'
        if isinstance(value, tuple):
            file_name, data = value
            head += f'; filename="{file_name}"\r\nContent-Type: application/octet-stream'
        else:
            data = str(value).encode()
        parts += [head.encode(), b"\r\n\r\n", data, b"\r\n"]
    parts.append(f"--{border}--\r\n".encode())
    return b"".join(parts), f"multipart/form-data; boundary={border}"
