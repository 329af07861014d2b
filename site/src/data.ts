/** The tables of the site, each opened when it is first asked. */

import type {
  Article, Break, Community, Company, Initiative, Mention, Office, Organization, Page, Person, Quote, Rule,
} from "./site";
import { Table } from "./tables";

export const quotes = new Table<Quote>("quotes", "page_id");
export const articles = new Table<Article>("articles", "page_id");
export const pages = new Table<Page>("pages", "page_id");
export const breaks = new Table<Break>("breaks", "page_id");
export const people = new Table<Person>("people", "person_id");
export const offices = new Table<Office>("offices", "person_id");
export const organizations = new Table<Organization>("organizations", "organization_id");
export const communities = new Table<Community>("communities", "community_id");
export const initiatives = new Table<Initiative>("initiatives", "initiative_id");
export const mentions = new Table<Mention>("mentions", "entity_id");
export const company = new Table<Company>("company", "article_id");
export const rules = new Table<Rule>("rules", "rule");

/** The page of an article, quote or mention: what its key begins with. */
export function pageOf(key: string): string {
  return key.slice(0, Math.max(0, key.lastIndexOf("/")));
}

export async function quoteById(id: string): Promise<Quote | undefined> {
  return (await quotes.find([pageOf(id)])).find((quote) => quote.quote_id === id);
}

/** Return articles by their keys; those that are not there are left out. */
export async function articlesById(ids: readonly string[]): Promise<Map<string, Article>> {
  const wanted = new Set(ids);
  const found = await articles.find([...new Set(ids.map(pageOf))]);
  return new Map(found.filter((article) => wanted.has(article.article_id)).map((article) => [article.article_id, article]));
}
