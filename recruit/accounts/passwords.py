"""Passwords: argon2id, with the cost in the settings."""

from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError


@lru_cache
def hasher(memory: int) -> PasswordHasher:
    """The hasher for a memory cost in KiB."""
    return PasswordHasher(memory_cost=memory)


@lru_cache
def nobody(memory: int) -> str:
    """A hash that no password fits: an unknown address costs as much time as a wrong password."""
    return hasher(memory).hash("nobody has this password")


def hash_password(password: str, memory: int) -> str:
    """Hash a password for storage."""
    return hasher(memory).hash(password)


def password_fits(stored: str | None, password: str, memory: int) -> bool:
    """Check a password against a stored hash, or against nobody's."""
    try:
        hasher(memory).verify(stored or nobody(memory), password)
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None
