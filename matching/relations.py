"""What one skill says of another: the more special shows the more general, a near one hints."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

NEAR_CREDIT = 0.35
"""Docker Swarm at work where Kubernetes is asked: a week of learning, not a year; less than
Kubernetes on a list (0.4), far less than Kubernetes at work."""


class Relations:
    """Which skills count for which.

    Parameters
    ----------
    parents : mapping of str to sequence of str
        The more general skills of a skill: Django -> Python. No skill may be its own ancestor.
    related : mapping of str to sequence of str
        Near skills; a relation told once holds both ways.
    """

    def __init__(
        self, parents: Mapping[str, Sequence[str]], related: Mapping[str, Sequence[str]]
    ) -> None:
        self._parents = {skill: tuple(above) for skill, above in parents.items() if above}
        self._children: dict[str, list[str]] = {}
        self._related: dict[str, list[str]] = {}
        for skill, above in self._parents.items():
            for parent in above:
                self._children.setdefault(parent, []).append(skill)
        for one, others in related.items():
            for other in others:
                self._related.setdefault(one, []).append(other)
                self._related.setdefault(other, []).append(one)

    def parents(self, skill: str) -> tuple[str, ...]:
        """Return the more general skills of a skill, the next ones only."""
        return self._parents.get(skill, ())

    def related(self, skill: str) -> tuple[str, ...]:
        """Return the skills that are told to be near, in the order of their ids."""
        return tuple(sorted(set(self._related.get(skill, ()))))

    def special(self, skill: str) -> frozenset[str]:
        """Return all more special skills: who shows one of them shows the skill itself."""
        found: set[str] = set()
        waiting = list(self._children.get(skill, ()))
        while waiting:
            child = waiting.pop()
            if child not in found:
                found.add(child)
                waiting += self._children.get(child, ())
        return frozenset(found)

    def near(self, skill: str) -> tuple[str, ...]:
        """Return the next more general skills of a skill and those that are told to be near."""
        special = self.special(skill)
        others = (*self.parents(skill), *self.related(skill))
        return tuple(dict.fromkeys(other for other in others if other not in special))


def find_cycle(parents: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Return skills of which each has the next as a parent and the last the first; () for none."""
    done: set[str] = set()
    for start in parents:
        path: list[str] = []
        steps: list[Iterator[str]] = [iter((start,))]
        while steps:
            skill = next(steps[-1], None)
            if skill is None:
                steps.pop()
                if path:
                    done.add(path.pop())
            elif skill in path:
                return tuple(path[path.index(skill) :])
            elif skill not in done:
                path.append(skill)
                steps.append(iter(parents.get(skill, ())))
    return ()
