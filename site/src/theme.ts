/** Light or dark: the reader's choice, else that of the system. */

import { keep, read } from "./words";

export function applyTheme(): void {
  const chosen = read("theme");
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  document.documentElement.dataset.theme = chosen === "light" || chosen === "dark" ? chosen : system;
}

export function toggleTheme(): void {
  keep("theme", document.documentElement.dataset.theme === "dark" ? "light" : "dark");
  applyTheme();
}
