"""Beyond the forms of pages: following every link, and asking for any address at all."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml import html
from werkzeug.test import TestResponse

from tests.browsing import Visitor

# Sorted and filtered lists have many addresses; a few of each path are enough.
MOST_QUERIES = 3
LEFT_OUT = ("/static/", "/bootstrap/", "/language/")


def crawl(visitor: Visitor, *starts: str) -> Iterator[TestResponse]:
    """All answers reached from some addresses, each once."""
    waiting, seen, queries = list(starts), set(starts), Counter[str]()
    while waiting:
        address = waiting.pop()
        response = visitor.client.get(address, follow_redirects=True, buffered=True)
        yield response
        if response.mimetype != "text/html":
            continue
        for link in html.fromstring(response.get_data(as_text=True)).xpath("//a/@href"):
            target = urldefrag(urljoin(address, link)).url
            parts = urlsplit(target)
            if target in seen or parts.netloc or parts.path.startswith(LEFT_OUT):
                continue
            seen.add(target)
            queries[parts.path] += 1
            if queries[parts.path] <= MOST_QUERIES:
                waiting.append(target)


def text_of(response: TestResponse) -> str:
    """What an answer says: of a workbook, all that is packed inside."""
    body: bytes = response.get_data()
    if not zipfile.is_zipfile(io.BytesIO(body)):
        return body.decode()
    with zipfile.ZipFile(io.BytesIO(body)) as book:
        return "\n".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())


def answer(visitor: Visitor, method: str, url: str, ids: Sequence[str], **sent: str) -> Any:
    """Status, place and body of an answer, without what differs each time: ids and tokens."""
    data = sent | {"csrf_token": token_of(visitor), "once": "key"} if method == "POST" else None
    response = visitor.client.open(url, method=method, data=data, buffered=True)
    text = f"{response.headers.get('Location')}\n{response.get_data(as_text=True)}"
    for identifier in ids:
        text = text.replace(identifier, "ID")
    text = re.sub(r'name="csrf_token" value="[^"]*"', "CSRF", text)
    return response.status_code, re.sub(r"\b[0-9a-f]{8}\b", "ERROR", text)


def token_of(visitor: Visitor) -> str:
    """The CSRF token of this visitor's session."""
    if not hasattr(visitor, "token"):
        page = visitor.client.get("/sign-in").get_data(as_text=True)
        found = re.search(r'name="csrf_token" value="([^"]*)"', page)
        assert found
        visitor.token = found[1]  # type: ignore[attr-defined]
    token: str = visitor.token  # type: ignore[attr-defined]
    return token
