/** The panel by which a list is narrowed, and what is chosen in it. */

import { fill, h, type Child } from "./dom";
import type { Loaded } from "./list";
import type { ListSpec } from "./lists";
import type { Matches } from "./filter";
import { newspaperTitle } from "./site";
import { code, count, t, type Message } from "./words";

type Change = (values: Record<string, string>) => void;

const LISTED = 12;
const CONFIDENCES = ["0.9", "0.8", "0.6", "0.4"];

/** Draw the panel anew, the focus where it was. */
export function filterPanel(panel: HTMLElement, spec: ListSpec, query: URLSearchParams, loaded: Loaded, matches: Matches, change: Change): void {
  const focused = panel.contains(document.activeElement) ? (document.activeElement as HTMLElement).dataset.focus : undefined;
  fill(panel,
    spec.date && dates(query, change),
    spec.place && places(query, loaded.facets.get(spec.place)!.values, matches.counts.get("place")!, change),
    spec.facets.map((name) => choices(name, query, loaded.facets.get(name)!.values, matches.counts.get(name)!, change)),
    spec.confidence && confidence(query, change));
  if (focused) panel.querySelector<HTMLElement>(`[data-focus="${CSS.escape(focused)}"]`)?.focus();
}

function group(title: string, ...children: Child[]): HTMLElement {
  return h("fieldset", {}, h("legend", {}, title), children);
}

function dates(query: URLSearchParams, change: Change): HTMLElement {
  const field = (name: "from" | "to") => h("label", { class: "date" }, h("span", {}, t(`facet.${name}`)),
    h("input", { type: "date", value: query.get(name) ?? "", "data-focus": name, change: (event: Event) => change({ [name]: (event.target as HTMLInputElement).value }) }));
  return group(t("facet.dates"), field("from"), field("to"));
}

function confidence(query: URLSearchParams, change: Change): HTMLElement {
  const chosen = query.get("confidence") ?? "";
  return group(t("facet.confidence"), h("select", {
    "aria-label": t("facet.confidence"), "data-focus": "confidence", change: (event: Event) => change({ confidence: (event.target as HTMLSelectElement).value }),
  }, h("option", { value: "" }, t("facet.any")), CONFIDENCES.map((value) => h("option", { value, selected: value === chosen }, t("facet.confidence_least", { value })))));
}

/** What a value of a facet is called. */
export function facetLabel(name: string, value: string): string {
  return name === "newspaper" ? newspaperTitle(value) : code(name, value);
}

function choices(name: string, query: URLSearchParams, values: readonly string[], counts: Uint32Array, change: Change): Child {
  const chosen = new Set((query.get(name) ?? "").split(",").filter(Boolean));
  const listed = values.map((value, i) => ({ value, count: counts[i]! })).filter((each) => each.count > 0 || chosen.has(each.value || "-"));
  if (listed.length < 2 && !chosen.size) return null;
  listed.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  const item = ({ value, count: rows }: { value: string; count: number }) => {
    const key = value || "-";
    return h("li", {}, h("label", {},
      h("input", { type: "checkbox", checked: chosen.has(key), "data-focus": `${name}:${key}`, change: (event: Event) => {
        if ((event.target as HTMLInputElement).checked) chosen.add(key);
        else chosen.delete(key);
        change({ [name]: [...chosen].join(",") });
      } }), h("span", { class: "name" }, facetLabel(name, value)), h("span", { class: "number faint" }, count(rows))));
  };
  return group(t(`facet.${name}` as Message), h("ul", { class: "choices" }, listed.slice(0, LISTED).map(item)),
    listed.length > LISTED && h("details", {}, h("summary", {}, t("list.more", { count: listed.length - LISTED })), h("ul", { class: "choices" }, listed.slice(LISTED).map(item))));
}

/** The place chosen with the way up, and the places directly below it. */
function places(query: URLSearchParams, values: readonly string[], counts: Uint32Array, change: Change): Child {
  const place = query.get("place") ?? "";
  const depth = place ? place.split("/").length : 0;
  const below = new Map<string, number>();
  values.forEach((value, i) => {
    if (!counts[i] || !value || (place && !value.startsWith(`${place}/`))) return;
    const child = value.split("/").slice(0, depth + 1).join("/");
    below.set(child, (below.get(child) ?? 0) + counts[i]);
  });
  if (!place && !below.size) return null;
  const steps = place ? place.split("/") : [];
  const button = (path: string, label: string, current = false) => h("button", {
    type: "button", class: "link", lang: path ? "zh-Hans" : null, "aria-current": current && "true", "data-focus": `place:${path}`, click: () => change({ place: path }),
  }, label);
  const listed = [...below].sort((a, b) => b[1] - a[1]);
  const item = ([path, rows]: [string, number]) => h("li", {}, button(path, path.slice(path.lastIndexOf("/") + 1)), h("span", { class: "number faint" }, count(rows)));
  return group(t("facet.place"),
    place && h("p", { class: "steps" }, button("", t("row.all_places")), steps.map((step, i) => [" / ", button(steps.slice(0, i + 1).join("/"), step, i === steps.length - 1)])),
    h("ul", { class: "choices" }, listed.slice(0, LISTED).map(item)),
    listed.length > LISTED && h("details", {}, h("summary", {}, t("list.more", { count: listed.length - LISTED })), h("ul", { class: "choices" }, listed.slice(LISTED).map(item))));
}

/** What the list is narrowed to, each with a button that takes it away. */
export function chips(spec: ListSpec, query: URLSearchParams, change: Change): Child {
  const chosen: { label: string; away: Record<string, string>; chinese: boolean }[] = [];
  for (const name of Object.keys(spec.exactly)) {
    const value = query.get(name);
    if (value) chosen.push({ label: `${t(`facet.${name}` as Message)}: ${value}`, away: { [name]: "" }, chinese: true });
  }
  const place = query.get("place");
  if (place && spec.place) chosen.push({ label: place, away: { place: "" }, chinese: true });
  for (const name of spec.facets) {
    const values = (query.get(name) ?? "").split(",").filter(Boolean);
    for (const value of values) {
      const rest = values.filter((other) => other !== value).join(",");
      chosen.push({ label: facetLabel(name, value === "-" ? "" : value), away: { [name]: rest }, chinese: name === "newspaper" });
    }
  }
  for (const name of ["from", "to"] as const) {
    const value = spec.date && query.get(name);
    if (value) chosen.push({ label: `${t(`facet.${name}`)} ${value}`, away: { [name]: "" }, chinese: false });
  }
  const least = spec.confidence && query.get("confidence");
  if (least) chosen.push({ label: `${t("facet.confidence")} ${t("facet.confidence_least", { value: least })}`, away: { confidence: "" }, chinese: false });
  return chosen.map(({ label, away, chinese }) => h("button", { type: "button", class: "chip", lang: chinese ? "zh-Hans" : null, "aria-label": t("list.remove", { what: label }), click: () => change(away) }, label, " ×"));
}
