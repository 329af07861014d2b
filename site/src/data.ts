/** The tables of the site, each opened when it is first asked. */

import type { Article, Break, Community, Initiative, Mention, Office, Organization, Page, Person, Quote, Rule } from "./site";
import { Table } from "./tables";

export const quotes = new Table<Quote>("quotes");
export const articles = new Table<Article>("articles");
export const pages = new Table<Page>("pages");
export const breaks = new Table<Break>("breaks");
export const people = new Table<Person>("people");
export const offices = new Table<Office>("offices");
export const organizations = new Table<Organization>("organizations");
export const communities = new Table<Community>("communities");
export const initiatives = new Table<Initiative>("initiatives");
export const mentions = new Table<Mention>("mentions");
export const rules = new Table<Rule>("rules");
