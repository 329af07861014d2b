/** What each list shows, by what it can be narrowed, and in which orders. */

import type { Child } from "./dom";
import * as data from "./data";
import * as rows from "./rows";
import type { Table } from "./tables";
import { TextIndex } from "./text-index";

export type FacetName = "newspaper" | "role_class" | "kind" | "speaker_kind" | "level";
export type SortName = "newest" | "oldest" | "confidence" | "name" | "quotes" | "mentions" | "path";

interface Sort { column: string; descending: boolean }

export interface ListSpec {
  table: Table<Record<string, unknown>>;
  facets: readonly FacetName[];
  /** Column of a place, narrowed to it and all below it. */
  place?: string;
  date?: string;
  confidence?: boolean;
  /** Parameter of the address → column that it must equal. */
  exactly: Readonly<Record<string, string>>;
  /** Columns that are searched. */
  searched: readonly string[];
  /** Finds what those columns say without reading them. */
  index?: TextIndex;
  pinyin?: string;
  sorts: Readonly<Partial<Record<SortName, Sort>>>;
  /** Columns of a download, lists of words among them. */
  downloaded: readonly string[];
  draw: (row: never, words: readonly string[]) => Child;
}

const BY_DATE = { newest: { column: "issue_date", descending: true }, oldest: { column: "issue_date", descending: false } };
const BY_MENTIONS = { mentions: { column: "mention_count", descending: true } };
const ENTITY = ["aliases", "mention_count", "article_count", "first_seen", "last_seen"];

function spec<Row extends object>(table: Table<Row>, rest: Omit<ListSpec, "table">): ListSpec {
  return { table: table as unknown as ListSpec["table"], ...rest };
}

export const lists: Readonly<Record<string, ListSpec>> = {
  quotes: spec(data.quotes, {
    facets: ["role_class", "kind", "speaker_kind", "newspaper"], place: "community_id", date: "issue_date", confidence: true,
    exactly: { person: "person_id", organization: "organization_id", article: "article_id" },
    searched: ["text", "speaker", "speaker_organization", "speaker_title"], index: new TextIndex(data.quotes), pinyin: "speaker_pinyin",
    sorts: { ...BY_DATE, confidence: { column: "confidence", descending: true } },
    downloaded: [
      "quote_id", "article_id", "newspaper", "issue_date", "headline", "kind", "text", "speaker", "speaker_kind", "speaker_title",
      "speaker_organization", "role_class", "person_id", "organization_id", "community_id", "cue", "rule", "confidence", "issues",
    ],
    draw: rows.quoteRow,
  }),
  people: spec(data.people, {
    facets: ["role_class"], place: "community_id", exactly: {}, searched: ["name"], pinyin: "name_pinyin",
    sorts: { quotes: { column: "quote_count", descending: true }, ...BY_MENTIONS, name: { column: "name_pinyin", descending: false } },
    downloaded: ["person_id", "name", "name_pinyin", "titles", "role_class", "public_office", "community_id", "organization_id", "quote_count", ...ENTITY],
    draw: rows.personRow,
  }),
  organizations: spec(data.organizations, {
    facets: [], place: "community_id", exactly: {}, searched: ["name", "organization_id"], pinyin: "name_pinyin",
    sorts: { quotes: { column: "quote_count", descending: true }, ...BY_MENTIONS, name: { column: "name_pinyin", descending: false } },
    downloaded: ["organization_id", "name", "name_pinyin", "community_id", "resolution", "quote_count", ...ENTITY],
    draw: rows.organizationRow,
  }),
  communities: spec(data.communities, {
    facets: ["level"], place: "community_id", exactly: {}, searched: ["name"], pinyin: "name_pinyin",
    sorts: { path: { column: "community_id", descending: false }, quotes: { column: "quote_count", descending: true }, ...BY_MENTIONS },
    downloaded: ["community_id", "name", "name_pinyin", "level", "parent_id", "division_code", "resolution", "quote_count", ...ENTITY],
    draw: rows.communityRow,
  }),
  initiatives: spec(data.initiatives, {
    facets: ["kind"], place: "community_id", exactly: { organization: "organization_id" }, searched: ["name", "holder", "description"],
    sorts: { ...BY_MENTIONS, name: { column: "name", descending: false } },
    downloaded: ["initiative_id", "name", "kind", "holder", "organization_id", "community_id", "components", "stated_count", "description", ...ENTITY],
    draw: rows.initiativeRow,
  }),
  articles: spec(data.articles, {
    facets: ["kind", "newspaper"], date: "issue_date", exactly: { page: "page_id" }, searched: ["kicker", "headline", "subheadline", "text"],
    index: new TextIndex(data.articles),
    sorts: { ...BY_DATE, quotes: { column: "quote_count", descending: true } },
    downloaded: ["article_id", "page_id", "newspaper", "issue_date", "page_number", "kind", "kicker", "headline", "subheadline", "text", "keywords", "character_count", "quote_count", "issues"],
    draw: rows.articleRow,
  }),
};
