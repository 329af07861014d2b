/** How a row of each table is shown in a list. */

import { h, zh, type Child } from "./dom";
import { href } from "./route";
import { newspaperTitle, site, type Article, type Community, type Initiative, type Organization, type Person, type Quote } from "./site";
import { code, day, t } from "./words";

/** Return a text with the words of a search marked. */
export function marked(text: string, words: readonly string[]): Child {
  const found = words.filter(Boolean).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (!found.length) return text;
  return text.split(new RegExp(`(${found.join("|")})`, "giu")).map((part, i) => (i % 2 ? h("mark", {}, part) : part));
}

function dot(children: readonly Child[]): Child {
  const kept = children.filter((child) => child !== null && child !== undefined && child !== false && child !== "");
  return kept.map((child, i) => (i ? [" · ", child] : child));
}

/** Who says it: name, organization and title, linked where known. */
export function speakerOf(quote: Pick<Quote, "speaker" | "speaker_title" | "speaker_organization" | "person_id" | "organization_id">): Child {
  const name = quote.speaker ?? t("unknown");
  const link = quote.person_id ? href("person", { id: quote.person_id }) : quote.organization_id ? href("organization", { id: quote.organization_id }) : null;
  const named = h(link ? "a" : "span", { href: link, class: "speaker", lang: quote.speaker ? "zh-Hans" : null }, name);
  return [named, (quote.speaker_organization || quote.speaker_title) && [" ", h("span", { class: "faint", lang: "zh-Hans" }, [quote.speaker_organization, quote.speaker_title].filter(Boolean).join(" "))]];
}

/** What was said, in the marks of a direct quote; or how much of it is withheld. */
export function saying(quote: Pick<Quote, "text" | "kind" | "text_start" | "text_end">, words: readonly string[] = []): Child {
  if (quote.text === null) return h("span", { class: "withheld" }, t("withheld.quote", { count: quote.text_end - quote.text_start }));
  return quote.kind === "direct" ? ["“", marked(quote.text, words), "”"] : marked(quote.text, words);
}

export function quoteRow(quote: Quote, words: readonly string[] = []): Child {
  return h("article", { class: "row quote" },
    h("blockquote", { lang: quote.text === null ? null : "zh-Hans" }, saying(quote, words)),
    h("p", { class: "who" }, speakerOf(quote), quote.role_class && [" ", h("span", { class: "tag" }, code("role_class", quote.role_class))]),
    h("p", { class: "meta" }, dot([
      h("a", { href: href("evidence", { quote: quote.quote_id }), "aria-label": `${t("row.evidence")}: ${(quote.text ?? quote.quote_id).slice(0, 20)}` }, t("row.evidence")),
      day(quote.issue_date), zh(newspaperTitle(quote.newspaper)), zh(quote.headline), code("kind", quote.kind), t("row.confidence", { value: quote.confidence.toFixed(2) }),
    ])));
}

/** The words of a path; of one that is keyed below an article or newspaper, because its place is unknown, the last step. */
export function placed(path: string | null): string | null {
  const known = path === null || !site().newspapers.some((paper) => path.startsWith(`${paper.newspaper}/`));
  return known ? path : path.slice(path.lastIndexOf("/") + 1);
}

/** A path of places, each linked. */
export function placePath(path: string | null): Child {
  if (!path) return null;
  const steps = path.split("/");
  return h("span", { class: "path", lang: "zh-Hans" }, steps.map((step, i) => [i > 0 && h("span", { class: "faint" }, " / "), h("a", { href: href("community", { id: steps.slice(0, i + 1).join("/") }) }, step)]));
}

function named(page: string, id: string, name: string, pinyin: string | null, words: readonly string[], after: Child = null): HTMLElement {
  return h("h3", {}, h("a", { href: href(page, { id }), lang: "zh-Hans" }, marked(name, words)), pinyin && [" ", h("span", { class: "pinyin", lang: "zh-Latn-pinyin" }, pinyin)], after);
}

export function personRow(person: Person, words: readonly string[]): Child {
  return h("article", { class: "row" },
    named("person", person.person_id, person.name, person.name_pinyin, words),
    h("p", { class: "who" }, zh(person.titles?.slice(0, 3).join("；")) ?? h("span", { class: "faint" }, code("role_class", "")),
      person.role_class && [" ", h("span", { class: "tag" }, code("role_class", person.role_class))]),
    h("p", { class: "meta" }, dot([
      zh(placed(person.community_id ?? person.organization_id)), t("row.quotes", { count: person.quote_count }),
      t("row.mentions", { count: person.mention_count }), t("row.articles", { count: person.article_count }),
    ])));
}

export function organizationRow(organization: Organization, words: readonly string[]): Child {
  return h("article", { class: "row" },
    named("organization", organization.organization_id, organization.name, null, words),
    h("p", { class: "meta" }, dot([
      zh(organization.community_id), t("row.quotes", { count: organization.quote_count }),
      t("row.mentions", { count: organization.mention_count }), t("row.articles", { count: organization.article_count }),
    ])));
}

export function communityRow(community: Community, words: readonly string[]): Child {
  const above = community.community_id.slice(0, Math.max(0, community.community_id.length - community.name.length - 1));
  return h("article", { class: "row" },
    named("community", community.community_id, community.name, null, words, [" ", h("span", { class: "tag" }, code("level", community.level))]),
    h("p", { class: "meta" }, dot([
      zh(above), t("row.quotes", { count: community.quote_count }), t("row.mentions", { count: community.mention_count }),
      community.resolution === "unresolved" && t("entity.unresolved"),
    ])));
}

export function initiativeRow(initiative: Initiative, words: readonly string[]): Child {
  return h("article", { class: "row" },
    named("initiative", initiative.initiative_id, initiative.name, null, words, [" ", h("span", { class: "tag" }, code("kind", initiative.kind))]),
    initiative.description && h("p", { class: "excerpt", lang: "zh-Hans" }, marked(initiative.description, words)),
    h("p", { class: "meta" }, dot([
      initiative.holder && [t("entity.holder"), " ", zh(initiative.holder)], t("row.mentions", { count: initiative.mention_count }),
      t("row.articles", { count: initiative.article_count }),
    ])));
}

export function articleRow(article: Article, words: readonly string[]): Child {
  return h("article", { class: "row" },
    article.kicker && h("p", { class: "kicker", lang: "zh-Hans" }, marked(article.kicker, words)),
    h("h3", {}, h("a", { href: href("evidence", { article: article.article_id }), lang: article.headline ? "zh-Hans" : null }, article.headline ? marked(article.headline, words) : t("row.no_headline"))),
    article.keywords.length > 0 && h("p", { class: "excerpt faint", lang: "zh-Hans" }, article.keywords.join("　")),
    h("p", { class: "meta" }, dot([
      day(article.issue_date), zh(newspaperTitle(article.newspaper)), article.page_number && t("row.page", { page: article.page_number }),
      code("kind", article.kind), t("row.quotes", { count: article.quote_count }), t("row.characters", { count: article.character_count }),
    ])));
}
