/** The first page: what the dataset holds, from when, of whom, and how good it is. */

import { fill, h, zh, type Child } from "./dom";
import { CLASSES } from "./classes";
import { href, type Route } from "./route";
import { site, type Facts } from "./site";
import { code, count, day, percent, t, type Message } from "./words";

/** With fewer, bars of months say nothing. */
const FEWEST_MONTHS = 3;
const COUNTED = ["pages", "articles", "quotes", "people", "organizations", "communities", "initiatives"] as const;

export async function showOverview(_route: Route, main: HTMLElement): Promise<void> {
  const { days, months } = site();
  const calendar = days.length > 0 && figure("calendar");
  const byMonth = new Set(months.map((row) => row.month).filter(Boolean)).size >= FEWEST_MONTHS && figure("months");
  fill(main,
    h("h1", { class: "quiet" }, t("nav.overview")),
    counts(),
    section(t("overview.newspapers"), newspapers()),
    calendar || section(t("overview.calendar"), h("p", { class: "note" }, t("overview.undated"))),
    section(t("overview.measured"), [measured(), rulesRight()], t("overview.measured_note")),
    byMonth,
    h("div", { class: "columns" },
      section(t("overview.classes"), classes()),
      section(t("overview.initiatives"), bars(site().initiatives.map((row) => ({ label: code("kind", row.kind), value: row.initiatives, link: href("initiatives", { kind: row.kind }) })), false))),
    h("div", { class: "columns" },
      section(t("overview.people"), bars(site().people.map((row) => ({ label: row.name, note: lastStep(row.place), value: row.quotes, link: href("person", { id: row.person_id }) })))),
      section(t("overview.organizations"), bars(site().organizations.map((row) => ({ label: row.name, note: lastStep(row.place), value: row.quotes, link: href("organization", { id: row.organization_id }) }))))),
    section(t("overview.speaks"), matrix(), t("overview.speaks_note")),
    section(t("overview.places"), places(), t("overview.places_note")));
  if (!calendar && !byMonth) return;
  const charts = await import("./chart");
  const drawn = calendar && charts.calendarChart(main.clientWidth);
  if (calendar && drawn) put(calendar, t(drawn.byMonth ? "overview.calendar_month" : "overview.calendar"), drawn.chart);
  if (byMonth) put(byMonth, t("overview.months"), charts.monthsChart(main.clientWidth));
}

/** The last step of a path of places. */
function lastStep(path: string | null): string {
  return path?.slice(path.lastIndexOf("/") + 1) ?? "";
}

function section(title: string, body: Child, note?: string): HTMLElement {
  return h("section", {}, h("h2", {}, title), note && h("p", { class: "note" }, note), body);
}

function figure(kind: string): HTMLElement {
  return h("section", { class: `figure ${kind}` });
}

function put(place: HTMLElement, title: string, chart: Element): void {
  place.replaceChildren(h("h2", {}, title), h("div", { class: "chart", tabindex: "0", role: "group", "aria-label": title }, chart));
}

function counts(): HTMLElement {
  return h("dl", { class: "counts", "aria-label": t("overview.rows") },
    COUNTED.map((table) => h("div", {},
      h("dt", {}, code("table", table)),
      h("dd", {}, table === "pages" ? count(site().rows[table] ?? 0) : h("a", { href: href(table) }, count(site().rows[table] ?? 0))))));
}

const NEWSPAPERS = 12;

function newspapers(): HTMLElement[] {
  const all = [...site().newspapers].sort((a, b) => b.pages - a.pages);
  const list = (papers: Facts["newspapers"]) => h("ul", { class: "plain newspapers" }, papers.map(newspaper));
  const rest = all.slice(NEWSPAPERS);
  return [list(all.slice(0, NEWSPAPERS)), ...(rest.length ? [h("details", {}, h("summary", {}, t("list.more", { count: rest.length })), list(rest))] : [])];
}

function newspaper(paper: Facts["newspapers"][number]): HTMLElement {
  return h("li", {},
    h("a", { href: href("articles", { newspaper: paper.newspaper }) }, zh(paper.title)),
    " ", zh(paper.home, { class: "faint" }),
    h("div", { class: "faint" },
      paper.first && paper.last ? `${day(paper.first)} – ${day(paper.last)}` : t("undated"), " · ",
      t("overview.pages", { count: paper.pages }), " · ", t("overview.articles", { count: paper.articles }),
      paper.failed > 0 && ` · ${t("overview.failed", { count: paper.failed })}`));
}

/** What was measured on pages whose truth is known, set by set. */
function measured(): HTMLElement {
  const sets = site().measured;
  const figures = sets[0]?.figures.map((figure) => figure.name) ?? [];
  const title = (each: Facts["measured"][number]) => each.sealed ? t(`overview.measured_sealed.${each.set}` as Message) : t("overview.measured_known");
  const sizes = (each: Facts["measured"][number]) => [
    each.pages !== null && t("overview.pages", { count: each.pages }), each.articles !== null && t("overview.articles", { count: each.articles }),
    each.annotated !== null && t("overview.annotated", { count: each.annotated }), each.same_rules === false && t("overview.measured_other_rules"),
  ].filter(Boolean).join(", ");
  return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("overview.measured") }, h("table", { class: "plain measured" },
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("overview.measured_set")),
      sets.map((each) => h("th", { scope: "col", class: "number" }, title(each), h("div", { class: "faint" }, sizes(each)))))),
    h("tbody", {}, figures.map((name) => h("tr", {}, h("th", { scope: "row" }, t(`figure.${name}` as Message)),
      sets.map((each) => measuredCell(each.figures.find((figure) => figure.name === name))))))));
}

function measuredCell(figure: { value: number; gold: number | null } | undefined): HTMLElement {
  if (!figure) return h("td", { class: "number" }, "–");
  return h("td", { class: "number" }, figure.value.toFixed(3), figure.gold !== null && h("span", { class: "faint" }, ` ${t("overview.measured_of", { gold: figure.gold })}`));
}

/** How often what the rules make is right, table by table. */
function rulesRight(): HTMLElement {
  return h("details", {}, h("summary", {}, t("overview.quality")), h("p", { class: "note" }, t("overview.quality_note")), h("table", { class: "plain" },
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("overview.target")), h("th", { scope: "col", class: "number" }, t("overview.precision")), h("th", { scope: "col", class: "number" }, t("overview.support")))),
    h("tbody", {}, site().quality.map((row) => h("tr", {},
      h("th", { scope: "row" }, code("table", row.target)),
      h("td", { class: "number" }, row.precision === null ? "–" : percent(row.precision)),
      h("td", { class: "number" }, count(row.support)))))));
}

interface Bar { label: string; note?: string; value: number; link: string }

function bars(rows: Bar[], chinese = true): HTMLElement {
  const most = Math.max(1, ...rows.map((row) => row.value));
  if (!rows.length) return h("p", { class: "note" }, t("none"));
  return h("ol", { class: "bars" }, rows.map((row) => h("li", {},
    h("span", { class: "name", lang: chinese ? "zh-Hans" : null }, h("a", { href: row.link }, row.label), row.note && h("span", { class: "faint" }, ` ${row.note}`)),
    h("span", { class: "bar", "aria-hidden": "true" }, h("span", { style: `width:${(100 * row.value) / most}%` })),
    h("span", { class: "number" }, count(row.value)))));
}

/** Quotes by class of office. */
function classes(): HTMLElement {
  const sums = new Map<string, number>();
  for (const row of site().months) sums.set(row.role_class, (sums.get(row.role_class) ?? 0) + row.quotes);
  const rows = [...sums].sort((a, b) => b[1] - a[1]);
  return bars(rows.map(([name, value]) => ({ label: code("role_class", name), value, link: href("quotes", { role_class: name || "-" }) })), false);
}

function matrix(): HTMLElement {
  const { speaks } = site();
  const communities = [...new Set(speaks.map((row) => row.community_id))];
  const classesOf = CLASSES.filter((name) => speaks.some((row) => row.role_class === name));
  const most = Math.max(1, ...speaks.map((row) => row.quotes));
  if (!communities.length) return h("p", { class: "note" }, t("none"));
  return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("overview.speaks") }, h("table", { class: "matrix" },
    h("thead", {}, h("tr", {}, h("td", {}), classesOf.map((name) => h("th", { scope: "col" }, code("role_class", name))))),
    h("tbody", {}, communities.map((community) => h("tr", {},
      h("th", { scope: "row" }, h("a", { href: href("community", { id: community }), lang: "zh-Hans" }, tail(community))),
      classesOf.map((name) => cell(speaks, community, name, most)))))));
}

/** The last two steps of a path: 瓜子坪街道/兰尖社区. */
function tail(path: string): string {
  return path.split("/").slice(-2).join("/");
}

function cell(rows: Facts["speaks"], community: string, roleClass: string, most: number): HTMLElement {
  const found = rows.find((row) => row.community_id === community && row.role_class === roleClass);
  if (!found) return h("td", {});
  const depth = Math.round(15 + (65 * found.quotes) / most);
  return h("td", { style: `--depth:${depth}%` }, h("a", { href: href("quotes", { place: community, role_class: roleClass || "-" }) }, count(found.quotes)));
}

interface Branch {
  id: string;
  quotes: number;
  /** Whether it lies in a province; one of unknown place comes last. */
  placed: boolean;
  below: Branch[];
}

function places(): HTMLElement {
  const roots: Branch[] = [];
  const branches = new Map<string, Branch>();
  for (const place of site().places) {
    const branch: Branch = { id: place.community_id, quotes: place.quotes, placed: place.level === "province" || place.community_id.includes("/"), below: [] };
    branches.set(place.community_id, branch);
    const parent = branches.get(place.community_id.slice(0, Math.max(0, place.community_id.lastIndexOf("/"))));
    (parent ? parent.below : roots).push(branch);
  }
  const order = (a: Branch, b: Branch) => Number(b.placed) - Number(a.placed) || b.quotes - a.quotes;
  for (const branch of branches.values()) branch.below.sort(order);
  roots.sort(order);
  return roots.length ? h("ul", { class: "tree" }, roots.map((branch) => twig(branch, 0))) : h("p", { class: "note" }, t("none"));
}

function twig(branch: Branch, depth: number): HTMLElement {
  const link = [
    h("a", { href: href("community", { id: branch.id }), lang: "zh-Hans" }, branch.id.slice(branch.id.lastIndexOf("/") + 1)),
    h("span", { class: "faint number" }, count(branch.quotes)),
  ];
  if (!branch.below.length) return h("li", {}, h("div", { class: "twig" }, link));
  const open = site().places.length < 25 || depth === 0 && site().places.length < 200;
  const list = h("ul", { hidden: !open }, branch.below.map((below) => twig(below, depth + 1)));
  const toggle = h("button", { type: "button", "aria-expanded": String(open), "aria-label": `${t("entity.below")}: ${branch.id}`, click: () => {
    list.hidden = !list.hidden;
    toggle.setAttribute("aria-expanded", String(!list.hidden));
  } });
  return h("li", {}, h("div", { class: "twig" }, toggle, link), list);
}
