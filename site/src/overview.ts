/** The first page: what the dataset holds, from when, of whom, and how good it is. */

import { h, zh, type Child } from "./dom";
import { href, type Route } from "./route";
import { site, type Facts } from "./site";
import { code, count, day, percent, t } from "./words";

const COUNTED = ["pages", "articles", "quotes", "people", "organizations", "communities", "initiatives"] as const;

export async function showOverview(_route: Route, main: HTMLElement): Promise<void> {
  const chart = figure("calendar");
  const months = figure("months");
  main.replaceChildren(
    h("h1", { class: "quiet" }, t("nav.overview")),
    counts(),
    h("div", { class: "columns" },
      section(t("overview.newspapers"), newspapers()),
      section(t("overview.quality"), quality(), t("overview.quality_note"))),
    chart, months,
    h("div", { class: "columns" },
      section(t("overview.people"), bars(site().people.map((row) => ({ label: row.name, value: row.quotes, link: href("person", { id: row.person_id }) })))),
      section(t("overview.organizations"), bars(site().organizations.map((row) => ({ label: row.organization_id, value: row.quotes, link: href("organization", { id: row.organization_id }) }))))),
    h("div", { class: "columns" },
      section(t("overview.initiatives"), bars(site().initiatives.map((row) => ({ label: code("kind", row.kind), value: row.initiatives, link: href("initiatives", { kind: row.kind }) })), false)),
      section(t("overview.places"), places(), t("overview.places_note"))),
    section(t("overview.speaks"), matrix(), t("overview.speaks_note")));
  const charts = await import("./chart");
  const width = main.clientWidth;
  const calendar = charts.calendarChart(width);
  put(chart, t(calendar?.byMonth ? "overview.calendar_month" : "overview.calendar"), calendar?.chart ?? null);
  const drawn = charts.monthsChart(width);
  if (drawn) put(months, t("overview.months"), drawn);
  else months.replaceChildren(h("h2", {}, t("overview.classes")), classes());
}

function section(title: string, body: Child, note?: string): HTMLElement {
  return h("section", {}, h("h2", {}, title), note && h("p", { class: "note" }, note), body);
}

function figure(kind: string): HTMLElement {
  return h("section", { class: `figure ${kind}` });
}

function put(place: HTMLElement, title: string, chart: Element | null): void {
  place.replaceChildren(h("h2", {}, title), chart ? h("div", { class: "chart", tabindex: "0", role: "group", "aria-label": title }, chart) : h("p", { class: "note" }, t("overview.undated")));
}

function counts(): HTMLElement {
  return h("dl", { class: "counts", "aria-label": t("overview.rows") },
    COUNTED.map((table) => h("div", {},
      h("dt", {}, code("table", table)),
      h("dd", {}, table === "pages" ? count(site().rows[table] ?? 0) : h("a", { href: href(table) }, count(site().rows[table] ?? 0))))));
}

function newspapers(): HTMLElement {
  return h("ul", { class: "plain" }, site().newspapers.map((paper) => h("li", {},
    h("a", { href: href("articles", { newspaper: paper.newspaper }) }, zh(paper.title)),
    " ", zh(paper.home, { class: "faint" }),
    h("div", { class: "faint" },
      paper.first && paper.last ? `${day(paper.first)} – ${day(paper.last)}` : t("undated"), " · ",
      t("overview.pages", { count: paper.pages }), " · ", t("overview.articles", { count: paper.articles }),
      paper.failed > 0 && ` · ${t("overview.failed", { count: paper.failed })}`))));
}

function quality(): HTMLElement {
  return h("table", { class: "plain" },
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("overview.target")), h("th", { scope: "col", class: "number" }, t("overview.precision")), h("th", { scope: "col", class: "number" }, t("overview.support")))),
    h("tbody", {}, site().quality.map((row) => h("tr", {},
      h("th", { scope: "row" }, code("table", row.target)),
      h("td", { class: "number" }, row.precision === null ? "–" : percent(row.precision)),
      h("td", { class: "number" }, count(row.support))))));
}

interface Bar { label: string; value: number; link: string; colour?: string }

function bars(rows: Bar[], chinese = true): HTMLElement {
  const most = Math.max(1, ...rows.map((row) => row.value));
  if (!rows.length) return h("p", { class: "note" }, t("none"));
  return h("ol", { class: "bars" }, rows.map((row) => h("li", {},
    h("a", { href: row.link, lang: chinese ? "zh-Hans" : null }, row.label),
    h("span", { class: "bar", "aria-hidden": "true" }, h("span", { style: `width:${(100 * row.value) / most}%${row.colour ? `;background:${row.colour}` : ""}` })),
    h("span", { class: "number" }, count(row.value)))));
}

/** Quotes by class of office, where no month can be drawn. */
function classes(): HTMLElement {
  const sums = new Map<string, number>();
  for (const row of site().months) sums.set(row.role_class, (sums.get(row.role_class) ?? 0) + row.quotes);
  const rows = [...sums].sort((a, b) => b[1] - a[1]);
  return bars(rows.map(([name, value]) => ({ label: code("role_class", name), value, link: href("quotes", { role_class: name || "-" }) })), false);
}

function matrix(): HTMLElement {
  const { speaks } = site();
  const communities = [...new Set(speaks.map((row) => row.community_id))];
  const classesOf = [...new Set(speaks.map((row) => row.role_class))].sort();
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

interface Branch { id: string; quotes: number; below: Branch[] }

function places(): HTMLElement {
  const roots: Branch[] = [];
  const branches = new Map<string, Branch>();
  for (const place of site().places) {
    const branch: Branch = { id: place.community_id, quotes: place.quotes, below: [] };
    branches.set(place.community_id, branch);
    const parent = branches.get(place.community_id.slice(0, Math.max(0, place.community_id.lastIndexOf("/"))));
    (parent ? parent.below : roots).push(branch);
  }
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
