"""The people found in an article, by everything that they may be called."""

from collections import Counter
from collections.abc import Iterable, Sequence

from jiceng.extraction.findings import FoundPerson
from jiceng.extraction.people.names.pointed import NAME_POINT
from jiceng.extraction.text.dictionary import in_dictionary
from jiceng.reading.lexicon.surnames import surnames


class KnownPeople:
    """The people found in an article, by name, part of a name, surname and title."""

    def __init__(self, people: Sequence[FoundPerson]) -> None:
        """Take the people found in an article, each name once."""
        self.by_name = {person.name: person for person in people}
        parts = {part: name for name in self.by_name for part in NAME_POINT.split(name) if part != name}
        given = given_names(self.by_name)
        self.full_names = parts | given
        """Parts of names with points, and given names → the full name."""
        self.parts = frozenset(part for part in parts if len(part) > 1)
        """The parts of names with points that mean a person where they stand alone."""
        self.given = frozenset(given)
        """The given names that mean a person where they stand alone."""
        self.by_surname: dict[str, list[str]] = {}
        """The first character of a name → the full names that begin with it."""
        for name in self.by_name:
            self.by_surname.setdefault(name[0], []).append(name)
        self._holders: dict[str, list[str]] = {}

    def holders_of(self, title: str) -> list[str]:
        """Return the full names of those who hold an office whose title ends with the given one."""
        if title not in self._holders:
            self._holders[title] = [
                person.name
                for person in self.by_name.values()
                if any(office.title.endswith(title) for office in person.offices)
            ]
        return self._holders[title]


def given_names(names: Iterable[str]) -> dict[str, str]:
    """Return the given names of two characters that are no words and one person's only → the full names."""
    given = [(name[1:], name) for name in names if len(name) == 3 and name[0] in surnames()]
    counts = Counter(part for part, _ in given)
    return {part: name for part, name in given if counts[part] == 1 and not in_dictionary(part)}
