"""What a WSGI server imports."""

from recruit.app import create_app

app = create_app()
