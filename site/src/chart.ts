/** Charts by Observable Plot, in the colours of the page. */

import * as Plot from "@observablehq/plot";
import { CLASSES } from "./classes";
import { site } from "./site";
import { code, day, monthName, t } from "./words";

/** Of each class, in the order of CLASSES. */
const COLOURS = [
  "#b5442e", "#3f6fa8", "#7a5aa6", "#5b6770", "#c98a1b", "#3d8a5f", "#2f8f9d", "#8a6d4b", "#c0699a", "#9a9a9a", "#c9c4ba",
];

function classColour(roleClass: string): string {
  return COLOURS[CLASSES.indexOf(roleClass)] ?? "#9a9a9a";
}

type Options = Parameters<typeof Plot.plot>[0];

/** Draw a chart as one picture: readers of screens get its name, and the same figures from the list or table beside it. */
function plot(options: Options): Element {
  const chart = Plot.plot(options);
  for (const group of chart.querySelectorAll("g[aria-label]")) group.removeAttribute("aria-label");
  const picture = chart.matches("svg") ? chart : chart.querySelector(":scope > svg");
  picture?.setAttribute("role", "img");
  return chart;
}

const FRAME = { style: { background: "transparent", color: "currentColor", fontFamily: "inherit", fontSize: "12px" } };

/** Draw quotes per month as bars, a colour a class of office. */
export function monthsChart(width: number): Element {
  const dated = site().months.filter((row) => row.month);
  const rows = dated.map((row) => ({ ...row, date: new Date(`${row.month}-01T00:00:00Z`), label: code("role_class", row.role_class) }));
  return plot({
    ...FRAME, width, height: 260, marginLeft: 44, ariaLabel: t("overview.months"),
    x: { type: "utc", label: null, interval: "month" }, y: { grid: true, label: t("nav.quotes") },
    color: {
      domain: CLASSES.map((name) => code("role_class", name)).filter((label) => rows.some((row) => row.label === label)),
      range: CLASSES.filter((name) => rows.some((row) => row.role_class === name)).map(classColour),
      legend: true,
    },
    marks: [
      Plot.rectY(rows, { x: "date", interval: "month", y: "quotes", fill: "label", tip: true }),
      Plot.ruleY([0]),
    ],
  });
}

const LONGEST_CALENDAR = 4;

/** Draw pages per day, a row of weeks a year, or per month where there are many years; null without dates. */
export function calendarChart(width: number): { chart: Element; byMonth: boolean } | null {
  const { days } = site();
  if (!days.length) return null;
  const years = new Set(days.map((row) => row.day.slice(0, 4)));
  const byMonth = years.size > LONGEST_CALENDAR;
  return { chart: byMonth ? monthGrid(width) : dayGrid(width, years.size), byMonth };
}

/** Where a day stands in the grid of its year: week from 0, day of the week from Monday. */
function placeOf(date: Date): { year: string; week: number; weekday: number } {
  const first = Date.UTC(date.getUTCFullYear(), 0, 1);
  const days = Math.round((date.getTime() - first) / 86_400_000);
  return { year: String(date.getUTCFullYear()), week: Math.floor((days + ((new Date(first).getUTCDay() + 6) % 7)) / 7), weekday: (date.getUTCDay() + 6) % 7 };
}

/** All days of the years from the first day with pages to the last. */
function daysOfYears(): { year: string; week: number; weekday: number }[] {
  const { days } = site();
  const [first, last] = [Number(days[0]!.day.slice(0, 4)), Number(days.at(-1)!.day.slice(0, 4))];
  const found = [];
  for (let time = Date.UTC(first, 0, 1); time < Date.UTC(last + 1, 0, 1); time += 86_400_000) found.push(placeOf(new Date(time)));
  return found;
}

function dayGrid(width: number, years: number): Element {
  const rows = site().days.map((row) => ({ ...placeOf(new Date(`${row.day}T00:00:00Z`)), pages: row.pages, title: `${day(row.day)}: ${t("overview.pages", { count: row.pages })}` }));
  const shown = new Set(rows.map((row) => row.year));
  const months = Array.from({ length: 12 }, (_, month) => placeOf(new Date(Date.UTC(Number(rows[0]!.year), month, 1))).week);
  const cell = Math.min(14, Math.max(5, (width - 60) / 54));
  return plot({
    ...FRAME, width: 60 + cell * 54, height: 36 + years * (cell * 7 + 10), marginLeft: 48, marginTop: 22, marginBottom: 4,
    ariaLabel: t("overview.calendar"), padding: 0.12,
    x: { domain: Array.from({ length: 54 }, (_, i) => i), axis: "top", label: null, tickSize: 0, ticks: months, tickFormat: (week: number) => monthName(months.indexOf(week)) },
    y: { domain: [0, 1, 2, 3, 4, 5, 6], axis: null },
    fy: { label: null, padding: 0.1 }, color: { type: "linear", range: ["#e3b9a6", "#8f2d1d"], domain: [0, Math.max(...rows.map((row) => row.pages))] },
    marks: [
      Plot.cell(daysOfYears().filter((row) => shown.has(row.year)), { x: "week", y: "weekday", fy: "year", fill: "currentColor", fillOpacity: 0.06, inset: 0.5 }),
      Plot.cell(rows, { x: "week", y: "weekday", fy: "year", fill: "pages", title: "title", inset: 0.5 }),
    ],
  });
}

function monthGrid(width: number): Element {
  const pages = new Map<string, number>();
  for (const row of site().days) pages.set(row.day.slice(0, 7), (pages.get(row.day.slice(0, 7)) ?? 0) + row.pages);
  const rows = [...pages].map(([month, count]) => ({ year: month.slice(0, 4), month: Number(month.slice(5)), pages: count, title: `${month}: ${count}` }));
  const years = new Set(rows.map((row) => row.year)).size;
  return plot({
    ...FRAME, width: Math.min(width, 520), height: 30 + years * 22, marginLeft: 44, marginTop: 4, ariaLabel: t("overview.calendar_month"),
    x: { label: null, domain: Array.from({ length: 12 }, (_, i) => i + 1), tickSize: 0 }, y: { label: null, type: "band", tickSize: 0 },
    color: { type: "linear", range: ["#e3b9a6", "#8f2d1d"], domain: [0, Math.max(...rows.map((row) => row.pages))] },
    marks: [Plot.cell(rows, { x: "month", y: "year", fill: "pages", title: "title", inset: 0.5 })],
  });
}

/** Draw how many of some days are in each month; null with fewer than three months. */
export function daysChart(days: readonly string[], width: number): Element | null {
  const counts = new Map<string, number>();
  for (const each of days) counts.set(each.slice(0, 7), (counts.get(each.slice(0, 7)) ?? 0) + 1);
  if (counts.size < 3) return null;
  const rows = [...counts].map(([month, quotes]) => ({ date: new Date(`${month}-01T00:00:00Z`), quotes }));
  return plot({
    ...FRAME, width, height: 130, marginLeft: 36, ariaLabel: t("entity.months"),
    x: { type: "utc", label: null, interval: "month" }, y: { grid: true, label: null, ticks: 3 },
    marks: [Plot.rectY(rows, { x: "date", interval: "month", y: "quotes", fill: "#b5442e" }), Plot.ruleY([0])],
  });
}

/** Draw the answer to a question: its first column against its first number; null where there is none. */
export function answerChart(columns: string[], rows: Record<string, unknown>[], width: number): Element | null {
  const number = columns.find((name) => rows.some((row) => typeof row[name] === "number") && rows.every((row) => row[name] === null || typeof row[name] === "number"));
  const label = columns.find((name) => name !== number);
  if (!number || !label || !rows.length || rows.length > 400) return null;
  const texts = rows.map((row, i) => ({ label: String(row[label] ?? "–"), value: row[number] as number | null, i }));
  if (/^\d{4}(-\d\d){0,2}$/.test(texts[0]!.label)) {
    return plot({
      ...FRAME, width, height: 300, ariaLabel: number, x: { type: "band", label, tickRotate: texts.length > 12 ? -60 : 0 }, marginBottom: 60,
      y: { grid: true, label: number }, marks: [Plot.barY(texts, { x: "label", y: "value", fill: "#b5442e" }), Plot.ruleY([0])],
    });
  }
  const shown = texts.slice(0, 60);
  return plot({
    ...FRAME, width, height: 40 + shown.length * 22, marginLeft: Math.min(220, width / 3), ariaLabel: number,
    x: { grid: true, label: number }, y: { label: null, domain: shown.map((row) => row.i), tickFormat: (i: number) => shortened(shown[i]!.label) },
    marks: [Plot.barX(shown, { x: "value", y: "i", fill: "#b5442e" }), Plot.ruleX([0])],
  });
}

function shortened(text: string): string {
  return text.length > 16 ? `…${text.slice(-15)}` : text;
}
