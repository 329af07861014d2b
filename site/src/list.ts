/** A list that can be searched, narrowed, sorted and downloaded; all of it is in the address. */

import { h, fill, type Child } from "./dom";
import { Coded, match, searchWords, type Facet, type Matches } from "./filter";
import { filterPanel, chips } from "./filters";
import { lists, type FacetName, type ListSpec, type SortName } from "./lists";
import { replaceAddress, type Route } from "./route";
import { havingAll } from "./search";
import { t, type Message } from "./words";

const PAGE = 30;
const TYPING_PAUSE = 160;

/** What a list has in memory: the columns by which it is narrowed and sorted. */
export interface Loaded {
  length: number;
  facets: Map<string, Coded>;
  columns: Record<string, unknown[]>;
}

const loadedLists = new Map<string, Promise<Loaded>>();

function load(name: string, spec: ListSpec): Promise<Loaded> {
  let loading = loadedLists.get(name);
  if (!loading) {
    loading = (async () => {
      const coded = [...spec.facets, ...[spec.place, spec.date].filter((column) => column !== undefined)];
      const plain = [...new Set([...Object.values(spec.sorts).map((sort) => sort.column), ...(spec.confidence ? ["confidence"] : [])])];
      const columns = await spec.table.columnsOf([...new Set([...coded, ...plain])]);
      const facets = new Map(coded.map((column) => [column, new Coded(columns[column] as (string | null)[])]));
      return { length: Object.values(columns)[0]!.length, facets, columns };
    })();
    loading.catch(() => loadedLists.delete(name));
    loadedLists.set(name, loading);
  }
  return loading;
}

export function showList(name: string): (route: Route, main: HTMLElement) => Promise<void> {
  return async (route, main) => {
    const list = new List(name, lists[name]!, route.query);
    main.replaceChildren(list.element);
    await list.start();
  };
}

class List {
  readonly element: HTMLElement;
  private readonly results = h("div", { class: "results", "aria-live": "off" });
  private readonly status = h("p", { class: "status", role: "status" }, t("loading"));
  private readonly panel = h("div", { class: "panel" });
  private readonly chosen = h("div", { class: "chosen" });
  private readonly pager = h("nav", { class: "pager", "aria-label": t("list.page", { page: "", pages: "" }).trim() });
  private loaded!: Loaded;
  private found: number[] = [];
  private drawing = 0;

  constructor(private readonly name: string, private readonly spec: ListSpec, private readonly query: URLSearchParams) {
    this.element = h("div", { class: "list" },
      h("div", { class: "head" },
        h("h1", {}, t(`nav.${name}` as Message)),
        h("div", { class: "search" }, this.searchField(), this.sortField())),
      h("div", { class: "body" },
        h("aside", { "aria-label": t("list.filters") },
          h("details", { class: "filters", open: matchMedia("(min-width: 60rem)").matches }, h("summary", {}, t("list.filters")), this.panel)),
        h("div", { class: "found" }, h("div", { class: "over" }, this.status, this.downloads()), this.chosen, this.results, this.pager)));
    fill(this.chosen, chips(this.spec, this.query, (values) => this.change(values)));
    this.results.append(...Array.from({ length: 6 }, () => h("div", { class: "row skeleton", "aria-hidden": "true" })));
  }

  async start(): Promise<void> {
    this.loaded = await load(this.name, this.spec);
    await this.update();
  }

  private searchField(): HTMLElement {
    const field = h("input", {
      type: "search", name: "q", value: this.query.get("q") ?? "", placeholder: t(`list.search.${this.name}` as Message),
      "aria-label": t("list.search"), autocomplete: "off", spellcheck: "false",
    });
    let waiting = 0;
    let composing = false;
    const search = () => {
      clearTimeout(waiting);
      waiting = window.setTimeout(() => { if (!composing) this.change({ q: field.value.trim() }); }, TYPING_PAUSE);
    };
    field.addEventListener("compositionstart", () => { composing = true; });
    field.addEventListener("compositionend", () => { composing = false; search(); });
    field.addEventListener("input", search);
    return field;
  }

  private sortField(): HTMLElement {
    const names = Object.keys(this.spec.sorts) as SortName[];
    const select = h("select", { change: () => this.change({ sort: select.value === names[0] ? "" : select.value }) },
      names.map((name) => h("option", { value: name, selected: name === this.query.get("sort") }, t(`sort.${name}`))));
    return h("label", { class: "sort" }, t("list.sort"), " ", select);
  }

  private downloads(): HTMLElement {
    const button = (kind: "csv" | "parquet", label: string) => h("button", { type: "button", click: async (event: Event) => {
      const pressed = event.currentTarget as HTMLButtonElement;
      pressed.disabled = true;
      try {
        const { download } = await import("./download");
        await download(this.name, this.spec, this.found, kind);
      } finally {
        pressed.disabled = false;
      }
    } }, label);
    return h("div", { class: "downloads", role: "group", "aria-label": t("list.download") }, h("span", { class: "faint" }, t("list.download"), " "), button("csv", "CSV"), button("parquet", "Parquet"));
  }

  /** Change what is asked, show the first page of the answer, and put it into the address. */
  private change(values: Record<string, string>): void {
    for (const [name, value] of Object.entries({ page: "", ...values })) {
      if (value) this.query.set(name, value);
      else this.query.delete(name);
    }
    replaceAddress(this.name, this.query);
    void this.update();
  }

  private async update(): Promise<void> {
    const number = ++this.drawing;
    this.results.setAttribute("aria-busy", "true");
    const words = searchWords(this.query.get("q") ?? "");
    const facets = this.facets();
    const others = await this.conditions(words);
    if (number !== this.drawing) return;
    const matches = match(this.loaded.length, facets, others);
    this.found = this.sorted(matches.rows);
    this.drawPanel(matches);
    const pages = Math.max(1, Math.ceil(this.found.length / PAGE));
    const page = Math.min(pages, Math.max(1, Number(this.query.get("page")) || 1));
    const shown = await this.spec.table.rows(this.found.slice((page - 1) * PAGE, page * PAGE));
    if (number !== this.drawing) return;
    this.status.textContent = t("list.count", { count: this.found.length, all: this.loaded.length });
    fill(this.results, shown.length ? shown.map((row) => this.spec.draw(row as never, words)) : this.empty());
    this.results.removeAttribute("aria-busy");
    this.drawPager(page, pages);
  }

  private empty(): Child {
    return h("div", { class: "empty" }, h("p", {}, t("list.empty")), [...this.query.keys()].some((name) => name !== "sort") && this.clear());
  }

  private clear(): HTMLElement {
    return h("button", { type: "button", click: () => { location.hash = `#/${this.name}`; } }, t("list.clear"));
  }

  private facets(): Facet[] {
    const chosen = (name: string) => this.query.getAll(name).flatMap((value) => value.split(",")).filter(Boolean);
    const facets = this.spec.facets.map((name: FacetName): Facet => {
      const column = this.loaded.facets.get(name)!;
      const values = chosen(name).map((value) => (value === "-" ? "" : value));
      return { name, column, passing: values.length ? column.passing((value) => values.includes(value)) : null };
    });
    if (this.spec.place) {
      const place = this.query.get("place");
      const column = this.loaded.facets.get(this.spec.place)!;
      facets.push({ name: "place", column, passing: place ? column.passing((value) => value === place || value.startsWith(`${place}/`)) : null });
    }
    return facets;
  }

  /** Return the conditions that are no facets: days, confidence, one person or organization, and the words searched for. */
  private async conditions(words: string[]): Promise<((row: number) => boolean)[]> {
    const conditions: ((row: number) => boolean)[] = [];
    const from = this.query.get("from");
    const to = this.query.get("to");
    if (this.spec.date && (from || to)) {
      const column = this.loaded.facets.get(this.spec.date)!;
      const passing = column.passing((value) => value !== "" && (!from || value >= from) && (!to || value <= to));
      conditions.push((row) => passing[column.codes[row]!] === 1);
    }
    const least = Number(this.query.get("confidence"));
    if (this.spec.confidence && least) {
      const confidence = this.loaded.columns.confidence as number[];
      conditions.push((row) => confidence[row]! >= least);
    }
    for (const [name, column] of Object.entries(this.spec.exactly)) {
      const value = this.query.get(name);
      if (!value) continue;
      const values = await this.spec.table.column(column);
      conditions.push((row) => values[row] === value);
    }
    if (words.length) {
      this.status.textContent = t("list.searching");
      conditions.push(await havingAll(this.spec, words));
    }
    return conditions;
  }

  private sorted(rows: number[]): number[] {
    const name = (this.query.get("sort") ?? Object.keys(this.spec.sorts)[0]) as SortName;
    const sort = this.spec.sorts[name] ?? Object.values(this.spec.sorts)[0]!;
    return sortedBy(rows, this.loaded.columns[sort.column] as (string | number | null)[], sort.descending);
  }

  private drawPanel(matches: Matches): void {
    const change = (values: Record<string, string>) => this.change(values);
    filterPanel(this.panel, this.spec, this.query, this.loaded, matches, change);
    fill(this.chosen, chips(this.spec, this.query, change));
  }

  private drawPager(page: number, pages: number): void {
    const button = (label: string, to: number, enabled: boolean) => h("button", { type: "button", disabled: !enabled, click: () => {
      this.change({ page: to > 1 ? String(to) : "" });
      this.element.scrollIntoView();
    } }, label);
    fill(this.pager, pages > 1 && [button(t("list.previous"), page - 1, page > 1), h("span", {}, t("list.page", { page, pages })), button(t("list.next"), page + 1, page < pages)]);
  }
}

/** Return rows in the order of a column, missing values last; equal ones keep the order of the table. */
export function sortedBy(rows: readonly number[], column: readonly (string | number | null)[], descending: boolean): number[] {
  const missing = rows.filter((row) => column[row] === null);
  const present = rows.filter((row) => column[row] !== null);
  const sign = descending ? -1 : 1;
  present.sort((a, b) => {
    const [x, y] = [column[a]!, column[b]!];
    return x < y ? -sign : x > y ? sign : a - b;
  });
  return [...present, ...missing];
}

