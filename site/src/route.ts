/** Where in the site one is: `#/quotes?place=…&sort=…`. All of it is in the address, so that any view can be shared. */

export interface Route {
  page: string;
  query: URLSearchParams;
}

export function currentRoute(): Route {
  const [path = "", query = ""] = splitOnce(location.hash.replace(/^#\/?/, ""), "?");
  return { page: path || "overview", query: new URLSearchParams(query) };
}

function splitOnce(text: string, mark: string): string[] {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

/** Return the address of a page with what is asked of it; empty values are left out. */
export function href(page: string, query: Record<string, string | number | null | undefined> | URLSearchParams = {}): string {
  const entries = query instanceof URLSearchParams ? [...query] : Object.entries(query);
  const kept = entries.filter(([, value]) => value !== null && value !== undefined && value !== "");
  const text = new URLSearchParams(kept.map(([name, value]) => [name, String(value)])).toString();
  return `#/${page === "overview" ? "" : page}${text ? `?${text}` : ""}`;
}

/** Change the address without a new page in the history, and without drawing the page anew. */
export function replaceAddress(page: string, query: URLSearchParams): void {
  history.replaceState(null, "", href(page, query));
}
