/** Questions in SQL: DuckDB runs in the page and reads the dataset's database file by ranges. */

import { sql as sqlLanguage, SQLDialect } from "@codemirror/lang-sql";
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorState, Prec } from "@codemirror/state";
import { keymap } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { basicSetup, EditorView } from "codemirror";
import { fill, h, type Child } from "./dom";
import { ask, columnsOfTables, type Answer } from "./duckdb";
import { examples } from "./examples";
import { replaceAddress, type Route } from "./route";
import { megabytes, t, currentLanguage } from "./words";

const SHOWN = 500;
const WASM_BYTES = 34_000_000;

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--accent)", fontWeight: "600" },
  { tag: tags.string, color: "var(--string)" },
  { tag: tags.comment, color: "var(--faint)", fontStyle: "italic" },
]);

export async function showSql(route: Route, main: HTMLElement): Promise<void> {
  const answer = h("div", { class: "answer", "aria-live": "polite" });
  const tables = h("div", { class: "schema" });
  const place = h("div", { class: "editor" });
  const run = async () => {
    const question = view.state.doc.toString();
    replaceAddress("sql", new URLSearchParams({ q: question }));
    await answerInto(answer, question);
  };
  const view = editor(place, route.query.get("q") ?? examples[0]!.sql, run);
  const choose = (question: string) => {
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: question } });
    void run();
  };
  main.replaceChildren(
    h("h1", {}, t("sql.title")), h("p", { class: "note" }, t("sql.intro", { size: megabytes(WASM_BYTES) })),
    h("div", { class: "sql" },
      h("div", {}, place,
        h("div", { class: "actions" }, h("button", { type: "button", class: "primary", click: () => void run() }, t("sql.run")), copyLink()), answer),
      h("aside", {}, h("section", {}, h("h2", {}, t("sql.examples")), h("ol", { class: "examples" }, examples.map((example) => h("li", {}, h("button", { type: "button", class: "link", click: () => choose(example.sql) }, example.title[currentLanguage()]))))),
        h("section", {}, h("h2", {}, t("sql.tables")), tables))));
  fill(tables, h("p", { class: "state" }, t("sql.starting")));
  const named = await columnsOfTables();
  fill(tables, Object.entries(named).map(([table, columns]) => h("details", {}, h("summary", {}, h("code", {}, table)), h("ul", { class: "plain" }, columns.map((column) => h("li", {}, h("code", {}, column.name), " ", h("span", { class: "faint" }, column.type.toLowerCase())))))));
  if (route.query.get("q")) await run();
}

function editor(parent: HTMLElement, question: string, run: () => Promise<void>): EditorView {
  const dialect = SQLDialect.define({ keywords: "select from where group by order limit join left using on as and or not in is null like ilike with having distinct union all case when then else end desc asc unnest between filter over partition exclude", types: "varchar integer double boolean date struct" });
  return new EditorView({
    parent,
    state: EditorState.create({
      doc: question,
      extensions: [
        Prec.highest(keymap.of([{ key: "Mod-Enter", run: () => { void run(); return true; } }])),
        basicSetup, sqlLanguage({ dialect }), syntaxHighlighting(colours), EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": t("sql.editor") }),
      ],
    }),
  });
}

function copyLink(): HTMLElement {
  const button = h("button", { type: "button", click: async () => {
    await navigator.clipboard.writeText(location.href);
    button.textContent = t("sql.copied");
  } }, t("sql.copy"));
  return button;
}

async function answerInto(place: HTMLElement, question: string): Promise<void> {
  fill(place, h("p", { class: "state", role: "status" }, t("sql.running")));
  try {
    const answer = await ask(question);
    const charts = await import("./chart");
    const chart = charts.answerChart(answer.columns, answer.rows, place.clientWidth);
    fill(place, summary(answer), chart && h("details", { open: true }, h("summary", {}, t("sql.chart")), h("div", { class: "chart" }, chart)), table(answer));
  } catch (error) {
    fill(place, h("p", { class: "fault", role: "alert" }, error instanceof Error ? error.message : String(error)));
  }
}

function summary({ columns, rows }: Answer): HTMLElement {
  const saved = (kind: "csv" | "parquet", label: string) => h("button", { type: "button", click: async () => {
    const { save } = await import("./download");
    await save("answer", Object.fromEntries(columns.map((name) => [name, rows.map((row) => plainCell(row[name]))])), kind);
  } }, label);
  return h("div", { class: "over" },
    h("p", { class: "status", role: "status" }, rows.length > SHOWN ? t("sql.cut", { shown: SHOWN, count: rows.length }) : t("sql.rows", { count: rows.length })),
    rows.length > 0 && h("div", { class: "downloads" }, saved("csv", "CSV"), saved("parquet", "Parquet")));
}

function plainCell(value: unknown): unknown {
  return value !== null && typeof value === "object" ? JSON.stringify(value) : value;
}

function table({ columns, rows }: Answer): HTMLElement {
  return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("sql.table") }, h("table", {},
    h("thead", {}, h("tr", {}, columns.map((name) => h("th", { scope: "col" }, name)))),
    h("tbody", {}, rows.slice(0, SHOWN).map((row) => h("tr", {}, columns.map((name) => cell(row[name])))))));
}

function cell(value: unknown): Child {
  if (value === null || value === undefined) return h("td", { class: "faint" }, "–");
  if (typeof value === "number") return h("td", { class: "number" }, Number.isInteger(value) ? value : Number(value.toPrecision(6)));
  return h("td", { lang: typeof value === "string" ? "zh-Hans" : null }, String(plainCell(value)));
}
