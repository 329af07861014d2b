/** The language that the reader has chosen, and how it writes words, numbers and days. */

import { messages } from "./messages";

export type Language = "en" | "zh";
export type Message = keyof typeof messages;

let language: Language = remembered() ?? (navigator.language.startsWith("zh") ? "zh" : "en");

function remembered(): Language | undefined {
  const chosen = read("language");
  return chosen === "en" || chosen === "zh" ? chosen : undefined;
}

/** What the browser keeps for this site; a browser may refuse to keep anything. */
export function read(name: string): string | null {
  try {
    return localStorage.getItem(`jiceng.${name}`);
  } catch {
    return null;
  }
}

export function keep(name: string, value: string): void {
  try {
    localStorage.setItem(`jiceng.${name}`, value);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

export function currentLanguage(): Language {
  return language;
}

export function chooseLanguage(chosen: Language): void {
  language = chosen;
  keep("language", chosen);
}

/** Return a message in the reader's language, `{name}` replaced. */
export function t(message: Message, values: Record<string, string | number> = {}): string {
  const forms = messages[message][language === "en" ? 0 : 1].split("|");
  const text = forms[forms.length > 1 && values.count !== 1 ? 1 : 0]!;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : typeof value === "number" ? count(value) : value;
  });
}

/** Return what a code of the dataset means; a code without a message stays as it is. */
export function code(column: string, value: string | null): string {
  const name = `code.${column}.${value ?? ""}`;
  return name in messages ? t(name as Message) : (value ?? t("none"));
}

export function count(value: number): string {
  return value.toLocaleString(language === "en" ? "en" : "zh-CN");
}

export function percent(value: number): string {
  return value.toLocaleString(language === "en" ? "en" : "zh-CN", { style: "percent", maximumFractionDigits: 1 });
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toLocaleString(language === "en" ? "en" : "zh-CN", { maximumFractionDigits: 1 })} MB`;
}

/** Return a day as its reader writes it: 1 Jan 2020, 2020年1月1日. */
export function day(value: string | null): string {
  if (!value) return t("undated");
  const date = new Date(`${value}T00:00:00Z`);
  return language === "en"
    ? date.toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" })
    : date.toLocaleDateString("zh-CN", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
}

/** Return the short name of a month, from 0. */
export function monthName(month: number): string {
  return new Date(Date.UTC(2024, month, 1)).toLocaleDateString(language === "en" ? "en-GB" : "zh-CN", { month: "short", timeZone: "UTC" });
}
