"""An article that was read and extracted in simplified characters → the same in the characters that are printed."""

from dataclasses import replace

from jiceng.extraction.findings import Findings, FoundInitiative, FoundOffice, FoundPerson, FoundQuote
from jiceng.reading.article import PrintedTitle, ReadArticle, ReadParagraph
from jiceng.sourced import SourcedText
from schemas import Credit


class AsPrinted:
    """Gives the texts and names of an article the characters that its page prints.

    Paths and own names, by which places and organizations are the same in every newspaper, stay simplified.
    """

    def __init__(self, article: ReadArticle, simple: str, printed: str) -> None:
        """Take an article as read, and its page's text as it was read and as it is printed, of the same length."""
        self._article = article
        self._simple, self._printed = simple, printed
        texts = [*(title.text for title in article.titles), article.text]
        self._simple_text = "\n".join(text.text for text in texts)
        self._printed_text = "\n".join(self._text(text).text for text in texts)

    def _text(self, text: SourcedText) -> SourcedText:
        return text.printed_as(self._simple, self._printed)

    def name(self, name: str) -> str:
        """Return a string as it is printed at its first place in the article; one that it does not print, unchanged."""
        simple, printed = self._simple_text, self._printed_text
        if name not in simple:  # a name may be printed with spaces (江 晓岚)
            simple, printed = simple.replace(" ", ""), printed.replace(" ", "")
        start = simple.find(name)
        return name if start < 0 else printed[start : start + len(name)]

    def _name(self, name: str | None) -> str | None:
        return name if name is None else self.name(name)

    def article(self) -> ReadArticle:
        """Return the article."""
        own = self._article
        dateline = own.dateline
        return replace(
            own,
            titles=tuple(PrintedTitle(title.role, self._text(title.text)) for title in own.titles),
            paragraphs=tuple(ReadParagraph(one.role, self._text(one.text)) for one in own.paragraphs),
            byline=tuple(self._credit(credit) for credit in own.byline),
            credits=tuple(self._credit(credit) for credit in own.credits),
            dateline=dateline
            and dateline.model_copy(
                update={"agency": self._name(dateline.agency), "place": self._name(dateline.place)}
            ),
        )

    def _credit(self, credit: Credit) -> Credit:
        return credit.model_copy(update={"name": self.name(credit.name)})

    def findings(self, found: Findings) -> Findings:
        """Return what was found in the article."""
        organizations = [replace(one, name=self.name(one.name)) for one in found.organizations]
        renamed = dict(zip(map(id, found.organizations), organizations, strict=True))
        resolved = {
            self.name(name): meant._replace(organization=renamed.get(id(meant.organization), meant.organization))
            for name, meant in found.resolved.items()
        }
        return replace(
            found,
            quotes=[self._quote(quote) for quote in found.quotes],
            people=[self._person(person) for person in found.people],
            initiatives=[self._initiative(initiative) for initiative in found.initiatives],
            organizations=organizations,
            resolved=resolved,
        )

    def _quote(self, quote: FoundQuote) -> FoundQuote:
        return quote._replace(
            speaker=self._name(quote.speaker),
            title=self._name(quote.title),
            organization=self._name(quote.organization),
            cue=self._name(quote.cue),
        )

    def _person(self, person: FoundPerson) -> FoundPerson:
        offices = tuple(self._office(office) for office in person.offices)
        return replace(
            person, name=self.name(person.name), offices=offices, organization=self._name(person.organization)
        )

    def _office(self, office: FoundOffice) -> FoundOffice:
        return office._replace(
            title=self.name(office.title),
            organization=self._name(office.organization),
            aliases=tuple(map(self.name, office.aliases)),
        )

    def _initiative(self, initiative: FoundInitiative) -> FoundInitiative:
        return replace(
            initiative,
            name=self.name(initiative.name),
            holder=self._name(initiative.holder),
            components=tuple(map(self.name, initiative.components)),
            description=self._name(initiative.description),
            aliases=tuple(map(self.name, initiative.aliases)),
        )
