from typing import Any

from flask import Blueprint

from recruit.web import access

blueprint = Blueprint("shortlists", __name__)
