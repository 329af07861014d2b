/** A row beside the characters it was read from: the article as read, and the raw page with the verdict at each line end. */

import * as data from "./data";
import { append, h, zh, type Child } from "./dom";
import { codePoints, linesOf, type Line } from "./printed";
import { href, type Route } from "./route";
import { placePath, saying, speakerOf } from "./rows";
import { scanOf } from "./scan";
import { newspaperTitle, type Article, type Break, type Mention, type Page, type Quote, type Rule, type Span } from "./site";
import { code, day, percent, t } from "./words";

const DOUBTFUL = 0.9;
const VERDICTS = ["joined", "paragraph", "part", "article", "furniture"] as const;
const SYMBOLS: Record<string, string> = { joined: "↩", paragraph: "¶", part: "§", article: "■", furniture: "▫" };

/** What a row says, and where. */
interface Subject {
  quote?: Quote;
  mention?: Mention;
  article: Article;
  /** Half-open range in the article's text; null where the whole article is meant. */
  range: [number, number] | null;
  spans: Span[];
}

export async function showEvidence(route: Route, main: HTMLElement): Promise<void> {
  const subject = await subjectOf(route.query);
  const { article } = subject;
  const [[page], ends, said, [rule]] = await Promise.all([
    data.pages.find([article.page_id]),
    data.breaks.find([article.page_id]),
    data.quotes.find([article.page_id]),
    data.rules.find(subject.quote || subject.mention ? [(subject.quote ?? subject.mention)!.rule] : []),
  ]);
  if (!page) throw new Error(t("error.unknown_row"));
  document.title = `${article.headline ?? t("evidence.title")} – jiceng`;
  const printed = h("div", { class: "raw", tabindex: "0", role: "region", "aria-label": t("evidence.as_printed") });
  append(printed, [rawPage(page, ends, article, subject.spans)]);
  main.replaceChildren(
    h("h1", { class: "quiet" }, t("evidence.title")),
    claim(subject, rule, page),
    h("p", { class: "jump" }, h("button", { type: "button", class: "link", click: () => jump(printed) }, t("evidence.jump"))),
    h("div", { class: "evidence" },
      h("section", {}, h("h2", {}, t("evidence.as_read")), asRead(subject, said.filter((quote) => quote.article_id === article.article_id))),
      h("section", { class: "printed" },
        h("h2", {}, t("evidence.as_printed")), h("p", { class: "note" }, pageFacts(page)), scanOf(page), printed, legend())));
  scrollToMark(printed);
}

/** Scroll within the raw page to the first marked character. */
function scrollToMark(printed: HTMLElement): void {
  const mark = printed.querySelector<HTMLElement>("mark");
  if (mark) printed.scrollTop = mark.offsetTop - printed.clientHeight / 3;
}

function jump(printed: HTMLElement): void {
  printed.focus({ preventScroll: true });
  printed.scrollIntoView({ block: "start" });
  scrollToMark(printed);
}

async function subjectOf(query: URLSearchParams): Promise<Subject> {
  const quote = query.has("quote") ? await data.quoteById(query.get("quote")!) : undefined;
  const mentions = query.has("mention") ? await data.mentions.find([query.get("of") ?? ""]) : [];
  const mention = mentions.find((each) => each.mention_id === query.get("mention"));
  const found = quote ?? mention;
  const id = found?.article_id ?? query.get("article") ?? "";
  const article = (await data.articlesById([id])).get(id);
  if (!article) throw new Error(t("error.unknown_row"));
  if (!found) return { article, range: null, spans: article.raw_spans };
  return { quote, mention, article, range: [found.text_start, found.text_end], spans: found.raw_spans };
}

function fact(name: string, ...value: Child[]): HTMLElement {
  return h("div", {}, h("dt", {}, name), h("dd", {}, value));
}

/** The row itself: what it claims, by which rule, and how sure that is. */
function claim({ quote, mention, article, spans }: Subject, rule: Rule | undefined, page: Page): HTMLElement {
  const row = quote ?? mention;
  return h("section", { class: "claim" },
    quote && [
      h("blockquote", { lang: quote.text === null ? null : "zh-Hans" }, saying(quote)),
      h("p", { class: "who" }, speakerOf(quote), quote.role_class && [" ", h("span", { class: "tag" }, code("role_class", quote.role_class))]),
    ],
    mention && h("p", { class: "who" }, h("a", { href: href(mention.entity_type, { id: mention.entity_id }), class: "speaker", lang: "zh-Hans" }, mention.surface), " ", zh(mention.entity_id, { class: "faint" })),
    row && h("dl", { class: "facts" },
      fact(t("evidence.rule"), h("code", {}, row.rule), rule && [" – ", rule.description, " (", rule.precision === null ? t("evidence.not_measured") : t("evidence.right", { precision: percent(rule.precision), support: rule.support }), ")"]),
      fact(t("facet.confidence"), row.confidence.toFixed(3)),
      quote && fact(t("evidence.attribution"), code("attribution", quote.attribution), quote.cue && [" · ", t("evidence.cue"), " ", zh(quote.cue)]),
      quote?.community_id && fact(t("entity.place"), placePath(quote.community_id)),
      quote && quote.issues.length > 0 && fact(t("evidence.issues"), quote.issues.join(", ")),
      fact(t("evidence.span"), spans.map((span) => `${span.start}–${span.end}`).join(", "))),
    !row && article.issues.length > 0 && h("dl", { class: "facts" }, fact(t("evidence.issues"), article.issues.join(", "))),
    page.raw_text !== null && spans.length > 0 && isWithheld(page, spans) && h("p", { class: "withheld" }, t("withheld.hidden")));
}

function isWithheld(page: Page, spans: readonly Span[]): boolean {
  return spans.every((span) => span.start >= codePoints(page.raw_text ?? "").length);
}

/** The article as read, the row's words marked, the other quotes underlined and linked. */
function asRead({ article, range, quote }: Subject, said: readonly Quote[]): HTMLElement {
  const text = codePoints(article.text ?? "");
  const others = said.filter((each) => each.quote_id !== quote?.quote_id);
  const length = article.paragraphs.at(-1)?.text_end ?? 0;
  return h("article", { class: "reading", lang: "zh-Hans" },
    h("p", { class: "meta" }, zh(newspaperTitle(article.newspaper)), " · ", day(article.issue_date), article.page_number && [" · ", t("row.page", { page: article.page_number })]),
    article.titles.filter((title) => title.text).map((title) => h(title.role === "headline" ? "h3" : "p", { class: title.role }, title.text)),
    article.paragraphs.filter((paragraph) => paragraph.text_start < text.length).map((paragraph) =>
      h("p", { class: paragraph.role }, marks(text, paragraph.text_start, Math.min(paragraph.text_end, text.length), range, others))),
    text.length < length && h("p", { class: "withheld", lang: null }, t("withheld.rest", { count: length - text.length })));
}

/** Return characters of the article, its row's range marked and other quotes linked. */
function marks(text: readonly string[], start: number, end: number, range: [number, number] | null, others: readonly Quote[]): Child[] {
  const owner = (offset: number) => others.find((each) => offset >= each.text_start && offset < each.text_end);
  const parts: Child[] = [];
  let from = start;
  while (from < end) {
    const isMarked = (offset: number) => range !== null && offset >= range[0] && offset < range[1];
    const [marked, other] = [isMarked(from), owner(from)];
    let to = from + 1;
    while (to < end && isMarked(to) === marked && owner(to) === other) to++;
    const words = text.slice(from, to).join("");
    const inner = marked ? h("mark", {}, words) : words;
    parts.push(other ? h("a", { class: "said", href: href("evidence", { quote: other.quote_id }), title: other.speaker ?? "" }, inner) : inner);
    from = to;
  }
  return parts;
}

function pageFacts(page: Page): Child {
  const safe = page.source_url && /^https?:\/\//.test(page.source_url) ? page.source_url : null;
  return [t("evidence.file"), " ", h("code", {}, page.source_path), " · ", page.source_format, page.issues?.length ? ` · ${page.issues.join(", ")}` : null,
    safe && [" · ", h("a", { href: safe, rel: "noreferrer noopener" }, t("evidence.source"))]];
}

/** The raw page, line by line: number, text, and what was decided at its end. */
function rawPage(page: Page, ends: readonly Break[], article: Article, spans: readonly Span[]): Child {
  const text = codePoints(page.raw_text ?? "");
  const length = Math.max(0, ...ends.map((end) => end.raw_offset), ...article.raw_spans.map((span) => span.end));
  const marked = covered(text.length, spans);
  const own = covered(text.length, [...article.raw_spans, ...article.titles.flatMap((title) => title.spans)]);
  const at = new Map(ends.map((end) => [end.raw_offset, end]));
  return [
    text.length ? h("ol", { class: "lines" }, linesOf(text).map((line) => rawLine(line, text, marked, own, at.get(line.end)))) : h("p", { class: "note" }, t("evidence.no_text")),
    text.length < length && h("p", { class: "withheld" }, t("withheld.rest", { count: length - text.length })),
  ];
}

function covered(length: number, spans: readonly Span[]): Uint8Array {
  const found = new Uint8Array(length);
  for (const span of spans) found.fill(1, Math.min(span.start, length), Math.min(span.end, length));
  return found;
}

function rawLine(line: Line, text: readonly string[], marked: Uint8Array, own: Uint8Array, end: Break | undefined): HTMLElement {
  const parts: Child[] = [];
  let from = line.start;
  while (from < line.end) {
    const state = marked[from]! + 2 * own[from]!;
    let to = from + 1;
    while (to < line.end && (marked[to]! + 2 * own[to]! === state || text[to]!.trim() === "")) to++;
    const words = text.slice(from, to).join("");
    parts.push(marked[from] ? h("mark", {}, words) : own[from] ? words : h("span", { class: "other" }, words));
    from = to;
  }
  return h("li", { value: line.number, class: line.start === line.end ? "blank" : null, "data-start": line.start },
    h("span", { class: "text", lang: "zh-Hans" }, parts), end && verdict(end));
}

function verdict(end: Break): HTMLElement {
  const doubtful = end.confidence < DOUBTFUL;
  return h("span", { class: `verdict ${end.verdict}${doubtful ? " doubtful" : ""}`, title: `${code("verdict", end.verdict)}: ${code("verdict_means", end.verdict)}` },
    h("b", {}, h("span", { "aria-hidden": "true" }, `${SYMBOLS[end.verdict] ?? ""} `), code("verdict", end.verdict)), " ",
    h("code", {}, end.reason), " ", end.confidence.toFixed(3), doubtful && h("em", {}, ` ${t("evidence.doubtful")}`));
}

function legend(): HTMLElement {
  return h("details", { class: "legend" }, h("summary", {}, t("evidence.legend")), h("dl", { class: "facts" },
    VERDICTS.map((name) => fact(`${SYMBOLS[name]} ${code("verdict", name)}`, code("verdict_means", name)))));
}
