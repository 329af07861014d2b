"""One page file → validated rows of every table; what a schema refuses becomes a reject."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from operator import attrgetter
from typing import Any, TypeVar

from pydantic import ValidationError

from jiceng.extraction import extract
from jiceng.extraction.findings import (
    Findings,
    FoundCommunity,
    FoundInitiative,
    FoundMention,
    FoundOrganization,
    FoundPerson,
    FoundQuote,
)
from jiceng.extraction.initiatives.find import bare_name
from jiceng.extraction.organizations.resolve import Body, resolve_body
from jiceng.extraction.places.find import community_of_path
from jiceng.extraction.text.article_text import ArticleText
from jiceng.extraction.text.keywords import keywords
from jiceng.extraction.text.pinyin import name_pinyin
from jiceng.page import Fault, PageFile, RawPage, read_page
from jiceng.reading import read_articles
from jiceng.reading.article import PageReading, ReadArticle
from jiceng.reading.lines.folio import printed_date, printed_page_number
from jiceng.rules import confidence_of
from schemas import ENTITY_TABLES, TABLES, Break, Newspaper, Reject, Row, Spans, count_printed
from schemas.mention import EntityType

_Found = TypeVar("_Found", bound=FoundCommunity | FoundOrganization)


@dataclass
class PageRecords:
    """The rows read from one page file, by table, and the fault for which it has none."""

    rows: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in TABLES})
    faults: list[Fault] = field(default_factory=list)
    entity_articles: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in ENTITY_TABLES.values()})
    """Table of entities → for each of its rows, the article that the row was made from."""

    def accept(self, table: str, candidate: dict[str, Any], page_id: str, raw_spans: Spans = ()) -> Row | None:
        """Validate a candidate and keep it as a row of its table, or as a reject with the reasons."""
        try:
            row = TABLES[table].model_validate(candidate)
        except ValidationError as error:
            self.rows["rejects"].append(_reject(table, candidate, _reasons(error), page_id, raw_spans))
            return None
        self.rows[table].append(row)
        return row


def _reasons(error: ValidationError) -> list[dict[str, str]]:
    return [
        {"field": ".".join(str(part) for part in reason["loc"]), "error": reason["msg"]} for reason in error.errors()
    ]


def _reject(table: str, record: dict[str, Any], errors: list[dict[str, str]], page_id: str, spans: Spans) -> Reject:
    texts = [json.dumps(value, ensure_ascii=False, sort_keys=True, default=_plain) for value in (record, errors)]
    digest = sha256("\n".join([table, *texts]).encode()).hexdigest()[:16]
    return Reject(
        reject_id=f"{page_id}/x{digest}",
        table_name=table,
        record=texts[0],
        errors=texts[1],
        page_id=page_id,
        raw_spans=spans,
    )


def _plain(value: Any) -> Any:
    return value.model_dump(mode="json") if hasattr(value, "model_dump") else str(value)


def page_records(file: PageFile, newspaper: Newspaper) -> PageRecords:
    """Read one page file into rows of every table; raises InputFault where it cannot be opened."""
    page = read_page(file)
    if page.raw_text is None:
        fault = page.fault or Fault(file.source_path, "cannot be decoded")
        return failed_page(page, fault, [str(fault)])
    records = PageRecords()
    reading = read_articles(page.raw_text)
    page = _with_printed_folio(page, reading)
    records.accept("pages", _page_candidate(page, reading), file.page_id)
    for position, article in enumerate(reading.articles, start=1):
        found = article_records(page, newspaper, article, position)
        for table, rows in found.rows.items():
            records.rows[table] += rows
        for table, article_ids in found.entity_articles.items():
            records.entity_articles[table] += article_ids
    return records


def _with_printed_folio(page: RawPage, reading: PageReading) -> RawPage:
    """Return the page with the date and number that its furniture prints, where its path and toml give none."""
    raw_text = page.raw_text or ""
    folio = [raw_text[span.start : span.end] for span in reading.furniture]
    if page.issue_date is None and (printed := printed_date(folio)) is not None:
        page = replace(page, issue_date=printed, issue_date_source="furniture")
    return page if page.page_number is not None else replace(page, page_number=printed_page_number(folio))


def _page_columns(page: RawPage) -> dict[str, Any]:
    return {
        "page_id": page.file.page_id,
        "newspaper": page.file.newspaper,
        "issue_date": page.issue_date,
        "issue_date_source": page.issue_date_source,
        "page_number": page.page_number,
        "source_path": page.file.source_path,
        "source_sha256": page.source_sha256,
        "source_format": page.source_format,
        "source_url": page.source_url,
        "image_sha256": page.image_sha256,
        "encoding": page.encoding,
    }


def failed_page(page: RawPage, fault: Fault, reasons: Sequence[str], field: str = "raw_text") -> PageRecords:
    """Return the row of a page of which nothing is published, a reject with the reasons, and the fault to name."""
    records = PageRecords(faults=[fault])
    candidate = {**_page_columns(page), "status": "failed"}
    records.accept("pages", candidate, page.file.page_id)
    errors = [{"field": field, "error": reason} for reason in reasons]
    records.rows["rejects"].append(_reject("pages", candidate, errors, page.file.page_id, ()))
    return records


def _page_candidate(page: RawPage, reading: PageReading) -> dict[str, Any]:
    raw_text = page.raw_text or ""
    return {
        **_page_columns(page),
        "status": "read",
        "raw_text": raw_text,
        "raw_sha256": sha256(raw_text.encode()).hexdigest(),
        "furniture_spans": reading.furniture,
        "breaks": tuple(Break(**item._asdict()) for item in reading.breaks),
        "article_count": len(reading.articles),
        "character_count": count_printed(raw_text),
    }


def first_raw_offset(article: ReadArticle) -> int:
    """Return the smallest raw offset of an article's characters, titles among them."""
    texts = [title.text for title in article.titles] + [paragraph.text for paragraph in article.paragraphs]
    return min(span.start for text in texts for span in text.spans())


def article_records(page: RawPage, newspaper: Newspaper, article: ReadArticle, position: int) -> PageRecords:
    """Extract one article of a page into rows of every table; `position` is its place on the page, from 1."""
    records = PageRecords()
    article_id = f"{page.file.page_id}/a{first_raw_offset(article)}"
    text = ArticleText(article, newspaper)
    candidate = _article_candidate(page, text, article_id, position)
    if records.accept("articles", candidate, page.file.page_id, article.text.spans()) is not None:
        ArticleRecords(records, page, article, article_id).accept_all(extract(text))
    return records


def _article_candidate(page: RawPage, prepared: ArticleText, article_id: str, position: int) -> dict[str, Any]:
    article, text = prepared.article, prepared.text
    return {
        "article_id": article_id,
        "page_id": page.file.page_id,
        "newspaper": page.file.newspaper,
        "issue_date": page.issue_date,
        "page_number": page.page_number,
        "position": position,
        "kind": article.kind,
        "kicker": article.title("kicker"),
        "headline": article.title("headline"),
        "subheadline": article.title("subheadline"),
        "titles": tuple(
            {"role": title.role, "text": title.text.text, "spans": title.text.spans()} for title in article.titles
        ),
        "byline": article.byline,
        "credits": article.credits,
        "dateline": article.dateline,
        "text": text,
        "paragraphs": tuple(
            {"role": paragraph.role, "text_start": start, "text_end": end}
            for paragraph, (start, end) in zip(article.paragraphs, article.paragraph_ranges, strict=True)
        ),
        "raw_spans": article.text.spans(),
        "text_sha256": sha256(text.encode()).hexdigest(),
        "keywords": keywords(prepared.words.texts),
        "continues": article.continues,
        "continued_from": article.continued_from,
        "character_count": count_printed(text),
        "issues": article.issues,
    }


def _merged(found: Iterable[_Found], key: Callable[[_Found], str]) -> list[_Found]:
    """Return one finding for each key, the first, with the mentions of all."""
    merged: dict[str, _Found] = {}
    for finding in found:
        first = merged.setdefault(key(finding), finding)
        if first is not finding:
            merged[key(finding)] = replace(first, mentions=tuple(sorted({*first.mentions, *finding.mentions})))
    return list(merged.values())


class ArticleRecords:
    """Makes the rows of one article's findings; every id is made here, from the article alone."""

    def __init__(self, records: PageRecords, page: RawPage, article: ReadArticle, article_id: str) -> None:
        """Take the records to add to, and the page and article that the findings are of."""
        self.records = records
        self.page = page
        self.article = article
        self.article_id = article_id
        self.known: dict[str, set[str]] = {table: set() for table in ENTITY_TABLES.values()}
        self.taken: set[tuple[EntityType, int, int]] = set()

    def accept_all(self, findings: Findings) -> None:
        """Accept the entities, then what refers to them."""
        self.findings = findings
        self.places = {place.path: place for place in _merged(findings.communities, attrgetter("path"))}
        self.bodies = self._resolved_bodies()
        self._accept_communities()
        self._accept_organizations()
        person_ids = self._accept_people()
        self._accept_initiatives()
        self._accept_quotes(person_ids)

    def _resolved_bodies(self) -> dict[str, Body]:
        """Return what every organization that is printed means."""
        found = self.findings
        names = [person.organization for person in found.people]
        names += [office.organization for person in found.people for office in person.offices]
        names += [quote.organization for quote in found.quotes]
        names += [quote.speaker for quote in found.quotes if quote.speaker_kind == "organization"]
        names += [initiative.holder for initiative in found.initiatives]
        return {
            name: resolve_body(name, found.text, found.communities, self.article_id)
            for name in dict.fromkeys(names)
            if name is not None
        }

    def _body(self, name: str | None) -> Body:
        return self.bodies[name] if name is not None else Body(None, None)

    def _known_ids(self, body: Body) -> dict[str, str | None]:
        """Return the reference columns for a body; what a schema refused is not referred to."""
        organization = body.organization.organization_id if body.organization else None
        return {
            "organization_id": organization if organization in self.known["organizations"] else None,
            "community_id": body.community_id if body.community_id in self.known["communities"] else None,
        }

    def _accept_entity(
        self,
        kind: EntityType,
        entity_id: str,
        columns: dict[str, Any],
        mentions: Iterable[FoundMention],
        aliases: Iterable[str] = (),
    ) -> None:
        """Accept an entity's row and its mentions; an id that the article already has is left as it is."""
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
        if self.records.accept(table, candidate, self.page.file.page_id, self._spans(own)) is None:
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
        return tuple(span for m in mentions for span in self.article.text[m.start : m.end].spans())

    def _place(self, start: int, end: int) -> tuple[str, Spans]:
        """Return "<raw start>-<raw end>" and the spans of a range of the article's text."""
        spans = self.article.text[start:end].spans()
        return f"{spans[0].start}-{spans[-1].end}", spans

    def _accept_mention(self, kind: EntityType, entity_id: str, mention: FoundMention) -> None:
        place, spans = self._place(mention.start, mention.end)
        candidate = {
            "mention_id": f"{self.page.file.page_id}/m{place}-{kind}",
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
        """Accept the places that are mentioned, those that bodies belong to, and the ancestors of all."""
        for path in self.places:
            self._accept_community(path)
        bodies = self.bodies.values()
        of_bodies = [body.community_id for body in bodies]
        of_bodies += [body.organization.community_id for body in bodies if body.organization]
        for path in filter(None, of_bodies):
            self._accept_community(path)

    def _accept_community(self, path: str) -> None:
        found = self.places.get(path) or community_of_path(path)
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
        self._accept_entity("community", found.path, columns, found.mentions)

    def _accept_organizations(self) -> None:
        found = [body.organization for body in self.bodies.values() if body.organization]
        for organization in _merged(found, attrgetter("organization_id")):
            community_id = organization.community_id
            columns = {
                "organization_id": organization.organization_id,
                "name": organization.name,
                "community_id": community_id if community_id in self.known["communities"] else None,
                "resolution": organization.resolution,
            }
            self._accept_entity("organization", organization.organization_id, columns, organization.mentions)

    def _accept_people(self) -> dict[str, str]:
        """Accept the people and their offices; return name → person_id of those accepted."""
        person_ids: dict[str, str] = {}
        spoken = [quote.speaker for quote in self.findings.quotes if quote.speaker_kind == "person"]
        for person in self.findings.people:
            printed = next((office.organization for office in person.offices if office.organization), None)
            ids = self._known_ids(self._body(printed or person.organization))
            person_id = f"{person.name}@{ids['community_id'] or ids['organization_id'] or self.article_id}"
            columns = {
                "person_id": person_id,
                "name": person.name,
                **ids,
                "quote_count": spoken.count(person.name),
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
                **self._known_ids(self._body(office.organization)),
                "role_class": office.role_class,
                "public_office": office.public_office,
                "aliases": tuple(sorted(set(office.aliases) - {office.title})),
                "mention_count": office.mention_count,
                "article_count": 1,
                "first_seen": self.page.issue_date,
                "last_seen": self.page.issue_date,
            }
            self.records.accept("offices", candidate, self.page.file.page_id, self._spans(person.mentions))

    def _accept_initiatives(self) -> None:
        for found in self.findings.initiatives:
            ids = self._known_ids(self._body(found.holder))
            holder = ids["organization_id"] or ids["community_id"] or self.article_id
            initiative_id = f"{bare_name(found.name)}@{holder}"
            columns = self._initiative_columns(found, initiative_id, ids)
            self._accept_entity("initiative", initiative_id, columns, found.mentions, found.aliases)

    def _initiative_columns(
        self, found: FoundInitiative, initiative_id: str, ids: Mapping[str, str | None]
    ) -> dict[str, Any]:
        disagrees = found.components and found.stated_count not in (None, len(found.components))
        return {
            "initiative_id": initiative_id,
            "name": found.name,
            "kind": found.kind,
            "holder": found.holder,
            **ids,
            "components": found.components,
            "stated_count": found.stated_count,
            "description": found.description,
            "issues": ("count_disagrees",) if disagrees else (),
        }

    def _accept_quotes(self, person_ids: Mapping[str, str]) -> None:
        placed: set[str] = set()
        for quote in self.findings.quotes:
            place, spans = self._place(quote.start, quote.end)
            if place not in placed:
                placed.add(place)
                candidate = self._quote(quote, f"{self.page.file.page_id}/q{place}", spans, person_ids)
                self.records.accept("quotes", candidate, self.page.file.page_id, spans)

    def _quote(self, quote: FoundQuote, quote_id: str, spans: Spans, person_ids: Mapping[str, str]) -> dict[str, Any]:
        speaks_as_body = quote.speaker if quote.speaker_kind == "organization" else quote.organization
        return {
            "quote_id": quote_id,
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
            **self._known_ids(self._body(speaks_as_body)),
            "cue": quote.cue,
            "rule": quote.rule,
            "attribution": quote.attribution,
            "confidence": confidence_of(quote.rule),
            "text_start": quote.start,
            "text_end": quote.end,
            "raw_spans": spans,
            "issues": quote.issues,
        }
