from typing import Any

from flask import Blueprint

from recruit.web import access

blueprint = Blueprint("catalogue", __name__)


@blueprint.get("/profiles")
@access.public
def index() -> Any:
    return ""
