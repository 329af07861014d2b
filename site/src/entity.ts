/** The page of a person, community, organization or initiative: who it is, what was said, where, when, with whom. */

import * as data from "./data";
import { h, zh, type Child } from "./dom";
import { href, type Route } from "./route";
import { placed, placePath, quoteRow } from "./rows";
import { newspaperTitle, type Article, type Community, type Initiative, type Office, type Organization } from "./site";
import { code, day, t } from "./words";

export type EntityType = "person" | "organization" | "community" | "initiative";

const QUOTES = 20;
const ARTICLES = 30;
const TOGETHER = 16;
const CHART_WIDTH = 700;

interface Section { title: string; note?: string; body: Child }

export function showEntity(type: EntityType): (route: Route, main: HTMLElement) => Promise<void> {
  return async (route, main) => {
    const id = route.query.get("id") ?? "";
    const sections = { person: personPage, organization: organizationPage, community: communityPage, initiative: initiativePage };
    const { name, pinyin, head, rest } = await sections[type](id);
    document.title = `${name} – jiceng`;
    const later = h("div", { class: "later" }, h("p", { class: "state", role: "status" }, t("loading")));
    main.replaceChildren(
      h("header", { class: "entity" }, h("h1", {}, h("span", { lang: "zh-Hans" }, name), pinyin && [" ", h("span", { class: "pinyin", lang: "zh-Latn-pinyin" }, pinyin)]), h("dl", { class: "facts" }, head)),
      ...rest.map(draw), later);
    later.replaceChildren(...(await mentioned(type, id)).map(draw));
  };
}

function draw(section: Section): HTMLElement {
  return h("section", {}, h("h2", {}, section.title), section.note && h("p", { class: "note" }, section.note), section.body);
}

interface EntityPage { name: string; pinyin: string | null; head: Child[]; rest: Section[] }

function fact(name: string, ...value: Child[]): HTMLElement {
  return h("div", {}, h("dt", {}, name), h("dd", {}, value));
}

function seen(row: { first_seen: string | null; last_seen: string | null; mention_count: number; article_count: number }): HTMLElement | null {
  if (!row.mention_count) return null;
  const when = row.first_seen ? (row.first_seen === row.last_seen ? day(row.first_seen) : `${day(row.first_seen)} – ${day(row.last_seen)}`) : t("undated");
  return fact(t("entity.seen"), when, " · ", t("row.mentions", { count: row.mention_count }), " · ", t("row.articles", { count: row.article_count }));
}

function aliases(row: { aliases: string[] }): Child {
  return row.aliases.length > 0 && fact(t("entity.aliases"), zh(row.aliases.join("、")));
}

async function personPage(id: string): Promise<EntityPage> {
  const person = must((await data.people.find([id]))[0]);
  const [offices, names] = await Promise.all([data.offices.find([id]), data.people.columnsOf(["name", "person_id", "community_id"])]);
  const namesakes = names.name.flatMap((name, row) => (name === person.name && names.person_id[row] !== id ? [names.person_id[row]!] : []));
  const quotes = await quotesOf("person_id", (value) => value === id);
  return {
    name: person.name, pinyin: person.name_pinyin,
    head: [aliases(person), person.community_id && fact(t("entity.place"), placePath(person.community_id)), seen(person)],
    rest: [
      ...(offices.length ? [{ title: t("entity.offices"), body: await officeList(offices) }] : []),
      ...(namesakes.length ? [{ title: t("entity.namesakes"), note: t("entity.namesakes_note"), body: links("person", namesakes) }] : []),
      await said(t("entity.said"), quotes, { person: id }),
    ],
  };
}

async function officeList(offices: readonly Office[]): Promise<Child> {
  const kept = offices.slice(0, ARTICLES);
  const found = await data.articlesById(kept.map((office) => office.article_id));
  return h("ul", { class: "plain" }, kept.map((office) => h("li", {},
    zh(office.title), " ", office.organization_id ? h("a", { href: href("organization", { id: office.organization_id }), lang: "zh-Hans" }, placed(office.organization_id)) : office.community_id && h("a", { href: href("community", { id: office.community_id }), lang: "zh-Hans" }, placed(office.community_id)),
    " ", h("span", { class: "tag" }, code("role_class", office.role_class)), " ", articleLink(found.get(office.article_id)))));
}

async function organizationPage(id: string): Promise<EntityPage> {
  const organization: Organization = must((await data.organizations.find([id]))[0]);
  const [quotes, people, initiatives] = await Promise.all([
    quotesOf("organization_id", (value) => value === id), peopleOf("organization_id", (value) => value === id), initiativesOf("organization_id", (value) => value === id),
  ]);
  return {
    name: organization.name, pinyin: organization.name_pinyin,
    head: [aliases(organization), fact(t("entity.place"), placePath(organization.community_id) ?? t("entity.unresolved")), seen(organization)],
    rest: [...people, ...initiatives, await said(t("entity.said"), quotes, { organization: id })],
  };
}

async function communityPage(id: string): Promise<EntityPage> {
  const community: Community = must((await data.communities.find([id]))[0]);
  const within = (value: string | null) => value === id || Boolean(value?.startsWith(`${id}/`));
  const [below, quotes, people, initiatives] = await Promise.all([
    placesBelow(id), quotesOf("community_id", within), peopleOf("community_id", within), initiativesOf("community_id", within),
  ]);
  const above = id.slice(0, Math.max(0, id.lastIndexOf("/")));
  return {
    name: community.name, pinyin: community.name_pinyin,
    head: [
      aliases(community), above && fact(t("entity.place"), placePath(above)), fact(t("facet.level"), code("level", community.level)),
      community.division_code && fact(t("entity.code"), community.division_code),
      community.resolution === "unresolved" && fact("", t("entity.unresolved")), seen(community),
    ],
    rest: [...below, ...people, ...initiatives, await said(t("entity.said_for"), quotes, { place: id })],
  };
}

async function initiativePage(id: string): Promise<EntityPage> {
  const initiative: Initiative = must((await data.initiatives.find([id]))[0]);
  const parts = initiative.components;
  const disagrees = initiative.stated_count !== null && parts.length > 0 && initiative.stated_count !== parts.length;
  return {
    name: initiative.name, pinyin: null,
    head: [
      aliases(initiative), fact(t("facet.kind"), code("kind", initiative.kind)),
      initiative.holder && fact(t("entity.holder"), initiative.organization_id ? h("a", { href: href("organization", { id: initiative.organization_id }), lang: "zh-Hans" }, initiative.holder) : zh(initiative.holder)),
      initiative.community_id && fact(t("entity.place"), placePath(initiative.community_id)), seen(initiative),
    ],
    rest: [
      ...(initiative.description ? [{ title: t("code.table.initiatives"), body: h("p", { class: "excerpt", lang: "zh-Hans" }, initiative.description) }] : []),
      ...(parts.length ? [{ title: t("entity.parts"), note: disagrees ? t("entity.parts_disagree", { stated: initiative.stated_count!, listed: parts.length }) : undefined, body: h("ol", { lang: "zh-Hans" }, parts.map((part) => h("li", {}, part))) }] : []),
    ],
  };
}

function must<T>(row: T | undefined): T {
  if (row === undefined) throw new Error(t("error.unknown_row"));
  return row;
}

type QuoteColumn = "person_id" | "organization_id" | "community_id";

/** Return the numbers of the quotes in which a column passes, newest first. */
async function quotesOf(column: QuoteColumn, passes: (value: string | null) => boolean): Promise<number[]> {
  const columns = await data.quotes.columnsOf([column, "issue_date"]);
  const found = columns[column].flatMap((value, row) => (passes(value as string | null) ? [row] : []));
  return found.sort((a, b) => (columns.issue_date[b] ?? "").localeCompare(columns.issue_date[a] ?? "") || a - b);
}

async function said(title: string, quotes: readonly number[], query: Record<string, string>): Promise<Section> {
  if (!quotes.length) return { title, body: h("p", { class: "note" }, t("entity.no_quotes")) };
  const [rows, dates] = await Promise.all([data.quotes.rows(quotes.slice(0, QUOTES)), data.quotes.column("issue_date")]);
  const days = quotes.map((quote) => dates[quote]).filter((each) => each !== null && each !== undefined);
  const chart = new Set(days.map((each) => each.slice(0, 7))).size > 2 && (await import("./chart")).daysChart(days, CHART_WIDTH);
  return { title, body: [chart && h("div", { class: "chart", tabindex: "0", role: "group", "aria-label": t("entity.months") }, chart), rows.map((row) => quoteRow(row)), h("p", {}, h("a", { href: href("quotes", query) }, t("entity.all_quotes", { count: quotes.length })))] };
}

function links(page: EntityType, ids: readonly string[]): HTMLElement {
  return h("ul", { class: "plain" }, ids.map((id) => h("li", {}, h("a", { href: href(page, { id }), lang: "zh-Hans" }, id))));
}

async function placesBelow(id: string): Promise<Section[]> {
  const columns = await data.communities.columnsOf(["parent_id", "community_id", "quote_count"]);
  const below = columns.parent_id.flatMap((parent, row) => (parent === id ? [row] : []));
  const items = below.map((row) => h("li", {}, h("a", { href: href("community", { id: columns.community_id[row]! }), lang: "zh-Hans" }, columns.community_id[row]!.slice(id.length + 1)), " ", h("span", { class: "faint number" }, columns.quote_count[row]!)));
  return items.length ? [{ title: t("entity.below"), body: h("ul", { class: "inline" }, items) }] : [];
}

async function peopleOf(column: "community_id" | "organization_id", passes: (value: string | null) => boolean): Promise<Section[]> {
  const columns = await data.people.columnsOf([column, "person_id", "name", "titles", "quote_count"]);
  const found = columns[column].flatMap((value, row) => (passes(value as string | null) ? [row] : [])).sort((a, b) => columns.quote_count[b]! - columns.quote_count[a]!);
  const items = found.slice(0, ARTICLES).map((row) => h("li", {}, h("a", { href: href("person", { id: columns.person_id[row]! }), lang: "zh-Hans" }, columns.name[row]!), " ", zh(columns.titles[row]?.[0], { class: "faint" })));
  return items.length ? [{ title: t("entity.people"), body: h("ul", { class: "inline" }, items) }] : [];
}

async function initiativesOf(column: "community_id" | "organization_id", passes: (value: string | null) => boolean): Promise<Section[]> {
  const columns = await data.initiatives.columnsOf([column, "initiative_id", "name"]);
  const found = columns[column].flatMap((value, row) => (passes(value as string | null) ? [row] : []));
  const items = found.slice(0, ARTICLES).map((row) => h("li", {}, h("a", { href: href("initiative", { id: columns.initiative_id[row]! }), lang: "zh-Hans" }, columns.name[row]!)));
  return items.length ? [{ title: t("entity.initiatives"), body: h("ul", { class: "inline" }, items) }] : [];
}

function articleLink(article: Article | undefined, mention?: { mention: string; of: string }): Child {
  if (!article) return null;
  const query = mention ?? { article: article.article_id };
  return h("span", {}, h("a", { href: href("evidence", query), lang: article.headline ? "zh-Hans" : null }, article.headline ?? t("row.no_headline")),
    h("span", { class: "faint" }, " ", zh(newspaperTitle(article.newspaper)), " ", day(article.issue_date)));
}

/** Where it is named, and who else is named there. */
async function mentioned(type: EntityType, id: string): Promise<Section[]> {
  const first = new Map<string, { mention: string; surfaces: Set<string> }>();
  for (const row of await data.mentions.find([id])) {
    if (row.entity_type !== type) continue;
    const found = first.get(row.article_id) ?? { mention: row.mention_id, surfaces: new Set() };
    found.surfaces.add(row.surface);
    first.set(row.article_id, found);
  }
  const named = [...first].slice(0, ARTICLES);
  const ids = named.map(([article]) => article);
  const [articles, others] = await Promise.all([data.articlesById(ids), data.company.find(ids)]);
  const together = new Map<string, { type: EntityType; id: string; articles: Set<string> }>();
  for (const row of others) {
    if (row.entity_id === id && row.entity_type === type) continue;
    const key = `${row.entity_type} ${row.entity_id}`;
    const found = together.get(key) ?? { type: row.entity_type as EntityType, id: row.entity_id, articles: new Set() };
    found.articles.add(row.article_id);
    together.set(key, found);
  }
  const items = named.map(([article, { mention, surfaces }]) => h("li", {}, articleLink(articles.get(article), { mention, of: id }), " ", zh([...surfaces].join("、"), { class: "faint" })));
  const note = first.size > ARTICLES ? t("entity.more_mentions", { count: ARTICLES, all: first.size }) : undefined;
  return [
    ...(items.length ? [{ title: t("entity.mentions"), note, body: h("ul", { class: "plain" }, items) }] : []),
    ...(together.size ? [{ title: t("entity.together"), body: [...(["person", "organization", "community", "initiative"] as const)].map((kind) => company(kind, [...together.values()].filter((each) => each.type === kind))) }] : []),
  ];
}

function company(kind: EntityType, found: { id: string; articles: Set<string> }[]): Child {
  if (!found.length) return null;
  found.sort((a, b) => b.articles.size - a.articles.size || (a.id < b.id ? -1 : 1));
  return h("div", {}, h("h3", {}, code("entity", kind)), h("ul", { class: "inline" }, found.slice(0, TOGETHER).map((each) =>
    h("li", {}, h("a", { href: href(kind, { id: each.id }), lang: "zh-Hans" }, shortName(kind, each.id)), " ", h("span", { class: "faint number" }, each.articles.size)))));
}

/** A name from a key: before @ of a person or initiative, the last step of a place or organization. */
function shortName(kind: EntityType, id: string): string {
  return kind === "person" || kind === "initiative" ? id.split("@")[0]! : id.slice(id.lastIndexOf("/") + 1);
}
