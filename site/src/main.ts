/** Draws the frame and the page that the address asks for. */

import "./style.css";
import { fill, h } from "./dom";
import { showEntity } from "./entity";
import { showEvidence } from "./evidence";
import { showList } from "./list";
import { lists } from "./lists";
import { showOverview } from "./overview";
import { currentRoute, href, type Route } from "./route";
import { loadSite, site } from "./site";
import { applyTheme, toggleTheme } from "./theme";
import { chooseLanguage, currentLanguage, percent, t, type Message } from "./words";

type Show = (route: Route, main: HTMLElement) => Promise<void>;

const PAGES: Record<string, Show> = {
  overview: showOverview,
  evidence: showEvidence,
  sql: async (route, main) => (await import("./sql")).showSql(route, main),
  person: showEntity("person"),
  organization: showEntity("organization"),
  community: showEntity("community"),
  initiative: showEntity("initiative"),
  ...Object.fromEntries(Object.keys(lists).map((name) => [name, showList(name)])),
};
const MENU = ["overview", "quotes", "people", "organizations", "communities", "initiatives", "articles", "sql"] as const;
const MENU_OF: Record<string, string> = {
  person: "people", organization: "organizations", community: "communities", initiative: "initiatives",
};

/** The page that is being drawn; an older one that ends later is not shown. */
let drawing = 0;

async function draw(focus: boolean): Promise<void> {
  const route = currentRoute();
  const main = h("main", { id: "main", tabindex: "-1" }, h("p", { class: "state", role: "status" }, t("loading")));
  const number = ++drawing;
  document.documentElement.lang = currentLanguage() === "en" ? "en" : "zh-Hans";
  document.title = t("title");
  fill(document.getElementById("app")!, header(route.page), main, footer());
  if (focus) {
    scrollTo(0, 0);
    main.focus({ preventScroll: true });
  }
  try {
    const show = PAGES[route.page];
    if (!show) throw new Error(t("error.unknown_page"));
    await show(route, main);
  } catch (error) {
    console.error(error);
    if (number === drawing) showFault(main, error, () => void draw(false));
  }
}

function showFault(main: HTMLElement, error: unknown, again: () => void): void {
  const message = error instanceof Error ? error.message : String(error);
  fill(main, h("div", { class: "fault", role: "alert" },
    h("h1", {}, t("error.title")), h("p", {}, message),
    h("button", { type: "button", click: again }, t("error.again"))));
}

function header(page: string): HTMLElement {
  const current = MENU_OF[page] ?? page;
  const redraw = () => void draw(false);
  const other = currentLanguage() === "en" ? "zh" : "en";
  const skip = (event: Event) => {
    event.preventDefault();
    document.getElementById("main")?.focus();
  };
  return h("header", { class: "site" },
    h("a", { class: "skip", href: "#main", click: skip }, t("skip")),
    h("a", { class: "brand", href: href("overview") }, h("span", { lang: "zh-Hans" }, "基层"), " jiceng"),
    h("nav", { "aria-label": t("nav.label") },
      MENU.map((name) => h("a", { href: href(name), "aria-current": name === current && "page" }, t(`nav.${name}` as Message)))),
    h("div", { class: "choices" },
      h("button", { type: "button", lang: other === "zh" ? "zh-Hans" : "en",
        click: () => { chooseLanguage(other); redraw(); } }, t("language.other")),
      h("button", { type: "button", click: () => { toggleTheme(); redraw(); } },
        t(document.documentElement.dataset.theme === "dark" ? "theme.light" : "theme.dark"))));
}

function footer(): HTMLElement {
  const { dataset } = site();
  return h("footer", { class: "site" },
    h("p", {}, t(dataset.kind, { version: dataset.version })), withheld().map((line) => h("p", {}, line)),
    h("p", {}, t("footer.source")));
}

/** Say what the dataset does not show. */
function withheld(): string[] {
  const { text, redacted, private_people: people } = site().dataset;
  const lines: string[] = [];
  if (text === "none") lines.push(t("withheld.none"));
  if (text === "excerpt") {
    lines.push(t("withheld.excerpt", { head: redacted.head_characters ?? 0, share: percent(redacted.quoted_share ?? 0) }));
  }
  if (people === "pseudonymise" && redacted.hidden_people) lines.push(t("withheld.people", { count: redacted.hidden_people }));
  return lines;
}

async function start(): Promise<void> {
  applyTheme();
  try {
    await loadSite();
  } catch (error) {
    showFault(document.getElementById("app")!, error, () => location.reload());
    return;
  }
  addEventListener("hashchange", () => void draw(true));
  await draw(false);
}

void start();
