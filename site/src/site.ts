/** What the site says of itself: data/site.json, and the rows of its tables. Names and meanings are those of the dataset. */

export interface Facts {
  dataset: {
    kind: "build" | "release";
    version: string;
    date: string;
    text: "full" | "excerpt" | "none";
    private_people: "keep" | "pseudonymise";
    redacted: { head_characters?: number | null; quoted_share?: number | null; hidden_people?: number; opaque_pages?: number };
    rules_version: string;
    schema_version: string;
  };
  bytes: Record<string, number>;
  rows: Record<string, number>;
  newspapers: {
    newspaper: string; title: string; home: string | null; share: string; pages: number; failed: number; articles: number;
    first: string | null; last: string | null;
  }[];
  days: { day: string; pages: number }[];
  months: { month: string | null; role_class: string; quotes: number }[];
  people: { person_id: string; name: string; place: string | null; quotes: number }[];
  organizations: { organization_id: string; name: string; place: string | null; quotes: number }[];
  initiatives: { kind: string; initiatives: number }[];
  speaks: { community_id: string; role_class: string; quotes: number }[];
  places: { community_id: string; level: string; quotes: number }[];
  measured: {
    set: string; sealed: boolean; pages: number | null; articles: number | null; annotated: number | null; same_rules: boolean | null;
    figures: { name: string; value: number; gold: number | null }[];
  }[];
  quality: { target: string; rules: number; support: number; precision: number | null }[];
}

export interface Span { start: number; end: number }

export interface Quote {
  quote_id: string; article_id: string; page_id: string; newspaper: string; issue_date: string | null; paragraph: number; text: string | null;
  kind: string; speaker: string | null; speaker_kind: string | null; speaker_title: string | null;
  speaker_organization: string | null; role_class: string | null; person_id: string | null; organization_id: string | null;
  community_id: string | null; cue: string | null; rule: string; attribution: string; confidence: number;
  text_start: number; text_end: number; raw_spans: Span[]; issues: string[];
  headline: string | null; speaker_pinyin: string | null; search_length: number;
}

export interface Article {
  article_id: string; page_id: string; newspaper: string; issue_date: string | null; page_number: string | null; position: number;
  kind: string; kicker: string | null; headline: string | null; subheadline: string | null;
  titles: { role: string; text: string | null; spans: Span[] }[]; byline: { name: string; role: string }[]; text: string | null;
  paragraphs: { role: string; text_start: number; text_end: number }[]; raw_spans: Span[]; keywords: string[];
  character_count: number; issues: string[]; quote_count: number; search_length: number;
}

export interface Page {
  page_id: string; newspaper: string; issue_date: string | null; page_number: string | null; source_path: string;
  source_format: string; source_url: string | null; status: string; raw_text: string | null; furniture_spans: Span[];
  character_count: number; issues?: string[]; image_sha256: string | null;
  /** Path of its scan below the folder of raw pages; only where that is beside the site. */
  scan: string | null;
}

export interface Break { page_id: string; raw_offset: number; verdict: string; reason: string; confidence: number }

interface Entity {
  aliases: string[]; mention_count: number; article_count: number; first_seen: string | null; last_seen: string | null;
}

export interface Person extends Entity {
  person_id: string; name: string; name_pinyin: string; community_id: string | null; organization_id: string | null;
  quote_count: number; titles: string[] | null; role_class: string | null; public_office: boolean | null;
}

export interface Office {
  person_id: string; article_id: string; n: number; title: string; organization_id: string | null; community_id: string | null;
  role_class: string; public_office: boolean; first_seen: string | null;
}

export interface Organization extends Entity {
  organization_id: string; name: string; name_pinyin: string; community_id: string | null; resolution: string; quote_count: number;
}

export interface Community extends Entity {
  community_id: string; name: string; name_pinyin: string; level: string; parent_id: string | null; division_code: string | null;
  resolution: string; quote_count: number;
}

export interface Initiative extends Entity {
  initiative_id: string; name: string; kind: string; holder: string | null; organization_id: string | null;
  community_id: string | null; components: string[]; stated_count: number | null; description: string | null; issues: string[];
}

export interface Mention {
  mention_id: string; article_id: string; entity_type: string; entity_id: string; surface: string; text_start: number;
  text_end: number; raw_spans: Span[]; rule: string; confidence: number;
}

/** That an article names something. */
export interface Company { article_id: string; entity_type: string; entity_id: string }

export interface Rule {
  rule: string; target: string; description: string; support: number; precision: number | null; precision_low: number | null;
}

let facts: Facts | undefined;

/** Read site.json; everything else needs it. */
export async function loadSite(): Promise<void> {
  const answer = await fetch(new URL("data/site.json", document.baseURI));
  if (!answer.ok) throw new Error(`data/site.json: ${answer.status}`);
  facts = (await answer.json()) as Facts;
}

export function site(): Facts {
  if (!facts) throw new Error("the site is not loaded");
  return facts;
}

/** Return a newspaper's title. */
export function newspaperTitle(newspaper: string): string {
  return site().newspapers.find((each) => each.newspaper === newspaper)?.title ?? newspaper;
}
