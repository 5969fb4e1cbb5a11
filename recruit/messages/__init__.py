"""Mail: what waits in the outbox is sent, tried again, and given up with the reason."""
