"""The signed links of letters: whoever holds one may confirm, or leave, and nothing else.

Nothing of them is stored. A link names its subscription by the public id; one that confirms also
carries when it was asked for, since it runs out.
"""

from datetime import UTC, datetime

from itsdangerous import BadData, URLSafeSerializer

from recruit.models import Subscription


class Tokens:
    """Makes and reads the links' tokens with the installation's key.

    The age of a token is judged by whoever reads it, with the clock of the application.
    """

    def __init__(self, secret_key: str) -> None:
        # A salt for each purpose: the link to leave does not confirm.
        self._confirmation = URLSafeSerializer(secret_key, salt="subscription-confirmation")
        self._leaving = URLSafeSerializer(secret_key, salt="subscription-leaving")

    def confirmation(self, subscription: Subscription) -> str:
        """A token that confirms what was asked for last."""
        asked_at = int(subscription.asked_at.timestamp())
        return str(self._confirmation.dumps([subscription.public_id, asked_at]))

    def read_confirmation(self, token: str) -> tuple[str, datetime] | None:
        """The public id and when it was asked for; None for a token that is not ours."""
        try:
            public_id, asked_at = self._confirmation.loads(token)
        except BadData:
            return None
        return str(public_id), datetime.fromtimestamp(asked_at, UTC)

    def leaving(self, subscription: Subscription) -> str:
        """A token that ends a subscription, at any time."""
        return str(self._leaving.dumps(subscription.public_id))

    def read_leaving(self, token: str) -> str | None:
        """The public id; None for a token that is not ours."""
        try:
            return str(self._leaving.loads(token))
        except BadData:
            return None
