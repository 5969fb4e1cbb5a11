"""Following links: every page that somebody can come to by clicking."""

from collections import Counter
from collections.abc import Iterator
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
