"""What was found in one article → rows of entities, offices, mentions and quotes; every id is made here."""

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import chain
from operator import attrgetter
from typing import Any

from jiceng.extraction.findings import (
    Findings,
    FoundInitiative,
    FoundMention,
    FoundPerson,
    FoundQuote,
)
from jiceng.extraction.initiatives.find import bare_name
from jiceng.extraction.places.find import community_of_path
from jiceng.extraction.text.pinyin import name_pinyin
from jiceng.page import RawPage
from jiceng.reading.article import ReadArticle
from jiceng.records.ocr_scores import worst_score
from jiceng.records.validation import PageRecords
from jiceng.rules import confidence_of
from schemas import ENTITY_TABLES, Spans
from schemas.initiative import InitiativeIssue
from schemas.mention import EntityType


class FindingRecords:
    """Makes the rows of one article's findings; every id is made here, from the article alone."""

    def __init__(
        self, records: PageRecords, page: RawPage, article: ReadArticle, article_id: str, certainty: float = 1.0
    ) -> None:
        """Take the records to add to, the page and article that the findings are of, and how certain its text is."""
        self.records = records
        self.page = page
        self.article = article
        self.article_id = article_id
        self.certainty = certainty
        self.known: dict[str, set[str]] = {table: set() for table in ENTITY_TABLES.values()}
        self.taken: set[tuple[EntityType, int, int]] = set()

    def accept_all(self, findings: Findings) -> None:
        """Accept the entities, then what refers to them."""
        self.findings = findings
        self.communities = {community.path: community for community in findings.communities}
        self._accept_communities()
        self._accept_organizations()
        person_ids = self._accept_people()
        self._accept_initiatives()
        self._accept_quotes(person_ids)

    def _known_ids(self, printed: str | None) -> dict[str, str | None]:
        """Return the reference columns for the printed name of an organization or place.

        A row that a schema refused is not referred to.
        """
        community_id, organization = self.findings.resolved[printed] if printed is not None else (None, None)
        organization_id = organization.organization_id(self.article_id) if organization else None
        return {
            "organization_id": organization_id if organization_id in self.known["organizations"] else None,
            "community_id": community_id if community_id in self.known["communities"] else None,
        }

    def _accept_entity(
        self,
        kind: EntityType,
        entity_id: str,
        columns: dict[str, Any],
        mentions: Iterable[FoundMention],
        aliases: Iterable[str] = (),
    ) -> None:
        """Accept an entity's row and its mentions, unless the article already has a row of this id."""
        table = ENTITY_TABLES[kind]
        if entity_id in self.known[table]:
            return
        own = self._not_yet_taken(kind, mentions)
        surfaces = {self.article.text.text[mention.start : mention.end] for mention in own}
        seen = self.page.issue_date if own else None
        candidate = {
            **columns,
            "name_pinyin": name_pinyin(columns["name"], is_person=kind == "person"),
            "aliases": tuple(sorted((surfaces | set(aliases)) - {columns["name"]})),
            "mention_count": len(own),
            "article_count": 1 if own else 0,
            "first_seen": seen,
            "last_seen": seen,
        }
        if kind == "initiative":
            del candidate["name_pinyin"]
        if self.records.accept(table, candidate, self.page.file.page_id, lambda: self._spans(own)) is None:
            return
        self.known[table].add(entity_id)
        self.records.entity_articles[table].append(self.article_id)
        for mention in own:
            self._accept_mention(kind, entity_id, mention)

    def _not_yet_taken(self, kind: EntityType, mentions: Iterable[FoundMention]) -> list[FoundMention]:
        """Return the mentions whose characters name no other entity of this kind, and take them."""
        own = []
        for mention in sorted(mentions):
            if (kind, mention.start, mention.end) not in self.taken:
                self.taken.add((kind, mention.start, mention.end))
                own.append(mention)
        return own

    def _spans(self, mentions: Iterable[FoundMention]) -> Spans:
        found = [self.article.text[m.start : m.end].spans().columns for m in mentions]
        return Spans(*(tuple(chain.from_iterable(each)) for each in zip(*found, strict=True)))

    def _raw_range(self, start: int, end: int) -> tuple[str, Spans]:
        """Return "<raw start>-<raw end>" and the spans of a range of the article's text."""
        spans = self.article.text[start:end].spans()
        return f"{spans.starts[0]}-{spans.ends[-1]}", spans

    def _accept_mention(self, kind: EntityType, entity_id: str, mention: FoundMention) -> None:
        raw_range, spans = self._raw_range(mention.start, mention.end)
        candidate = {
            "mention_id": f"{self.page.file.page_id}/m{raw_range}-{kind}",
            "article_id": self.article_id,
            "entity_type": kind,
            "entity_id": entity_id,
            "surface": self.article.text.text[mention.start : mention.end],
            "text_start": mention.start,
            "text_end": mention.end,
            "raw_spans": spans,
            "rule": mention.rule,
            "confidence": confidence_of(mention.rule),
        }
        self.records.accept("mentions", candidate, self.page.file.page_id, spans)

    def _accept_communities(self) -> None:
        """Accept the communities mentioned, those that organizations are or belong to, and the ancestors of all."""
        for path in self.communities:
            self._accept_community(path)
        for community_id, _ in self.findings.resolved.values():
            if community_id is not None:
                self._accept_community(community_id)

    def _accept_community(self, path: str) -> None:
        found = self.communities.get(path) or community_of_path(path, self.findings.text.year)
        if found.parent_path is not None:
            self._accept_community(found.parent_path)
        columns = {
            "community_id": found.path,
            "name": found.name,
            "level": found.level,
            "parent_id": found.parent_path,
            "province": found.province,
            "city": found.city,
            "county": found.county,
            "division_code": found.division_code,
            "county_code": found.county_code,
            "division_year": found.division_year,
            "resolution": found.resolution,
        }
        self._accept_entity("community", found.path, columns, found.mentions, found.aliases)

    def _accept_organizations(self) -> None:
        for organization in self.findings.organizations:
            organization_id = organization.organization_id(self.article_id)
            community_id = organization.community_id
            columns = {
                "organization_id": organization_id,
                "name": organization.name,
                "community_id": community_id if community_id in self.known["communities"] else None,
                "resolution": organization.resolution,
            }
            self._accept_entity("organization", organization_id, columns, organization.mentions)

    def _accept_people(self) -> dict[str, str]:
        """Accept the people and their offices; return name → person_id of those accepted."""
        person_ids: dict[str, str] = {}
        spoken = Counter(quote.speaker for quote in self.findings.quotes if quote.speaker_kind == "person")
        for person in self.findings.people:
            printed = next((office.organization for office in person.offices if office.organization), None)
            ids = self._known_ids(printed or person.organization)
            person_id = f"{person.name}@{ids['community_id'] or ids['organization_id'] or self.article_id}"
            columns = {
                "person_id": person_id,
                "name": person.name,
                **ids,
                "quote_count": spoken[person.name],
            }
            self._accept_entity("person", person_id, columns, person.mentions)
            if person_id in self.known["people"]:
                person_ids[person.name] = person_id
                self._accept_offices(person, person_id)
        return person_ids

    def _accept_offices(self, person: FoundPerson, person_id: str) -> None:
        for n, office in enumerate(person.offices, start=1):
            candidate = {
                "person_id": person_id,
                "article_id": self.article_id,
                "n": n,
                "title": office.title,
                **self._known_ids(office.organization),
                "role_class": office.role_class,
                "public_office": office.public_office,
                "aliases": tuple(sorted(set(office.aliases) - {office.title})),
                "mention_count": office.mention_count,
                "article_count": 1,
                "first_seen": self.page.issue_date,
                "last_seen": self.page.issue_date,
            }
            self.records.accept("offices", candidate, self.page.file.page_id, lambda: self._spans(person.mentions))

    def _accept_initiatives(self) -> None:
        for found in self.findings.initiatives:
            ids = self._known_ids(found.holder)
            holder = ids["organization_id"] or ids["community_id"] or self.article_id
            initiative_id = f"{bare_name(found.name)}@{holder}"
            columns = self._initiative_columns(found, initiative_id, ids)
            self._accept_entity("initiative", initiative_id, columns, found.mentions, found.aliases)

    def _initiative_columns(
        self, found: FoundInitiative, initiative_id: str, ids: Mapping[str, str | None]
    ) -> dict[str, Any]:
        seen: dict[InitiativeIssue, bool] = {
            "count_disagrees": bool(found.components) and found.stated_count not in (None, len(found.components)),
            "holder_uncertain": found.holder_uncertain,
        }
        return {
            "initiative_id": initiative_id,
            "name": found.name,
            "kind": found.kind,
            "holder": found.holder,
            **ids,
            "components": found.components,
            "stated_count": found.stated_count,
            "description": found.description,
            "issues": tuple(issue for issue, is_so in seen.items() if is_so),
        }

    def _accept_quotes(self, person_ids: Mapping[str, str]) -> None:
        accepted: set[str] = set()
        for quote in sorted(self.findings.quotes, key=attrgetter("start", "end")):
            raw_range, spans = self._raw_range(quote.start, quote.end)
            if raw_range not in accepted:
                accepted.add(raw_range)
                candidate = {
                    "quote_id": f"{self.page.file.page_id}/q{raw_range}",
                    **self._quote(quote, person_ids),
                    "raw_spans": spans,
                    "position": len(accepted),
                    "ocr_score": worst_score(self.page.scores, spans),
                }
                self.records.accept("quotes", candidate, self.page.file.page_id, spans)

    def _quote(self, quote: FoundQuote, person_ids: Mapping[str, str]) -> dict[str, Any]:
        speaks_for = quote.speaker if quote.speaker_kind == "organization" else quote.organization
        return {
            "article_id": self.article_id,
            "newspaper": self.page.file.newspaper,
            "issue_date": self.page.issue_date,
            "paragraph": self.findings.text.paragraph_of(quote.start),
            "text": self.article.text.text[quote.start : quote.end],
            "kind": quote.kind,
            "speaker": quote.speaker,
            "speaker_kind": quote.speaker_kind,
            "speaker_title": quote.title,
            "speaker_organization": quote.organization,
            "role_class": quote.role_class,
            "person_id": person_ids.get(quote.speaker or "") if quote.speaker_kind == "person" else None,
            **self._known_ids(speaks_for),
            "cue": quote.cue,
            "rule": quote.rule,
            "attribution": quote.attribution,
            "confidence": quote.confidence * self.certainty,
            "text_start": quote.start,
            "text_end": quote.end,
            "public_office": quote.public_office,
            "issues": quote.issues,
        }
