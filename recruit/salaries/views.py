from typing import Any

from flask import Blueprint

from recruit.web import access

blueprint = Blueprint("salaries", __name__)


@blueprint.get("/salaries")
@access.public
def index() -> Any:
    return ""
