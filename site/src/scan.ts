/** The scan of a page, fetched when it is asked for: where the site is served beside the folder of raw pages. */

import { fill, h } from "./dom";
import type { Page } from "./site";
import { t } from "./words";

const STEP = 1.5;
const LARGEST = 12;

/** Return a button that opens a page's scan; null where none is there. */
export function scanOf(page: Page): HTMLElement | null {
  if (!page.scan) return null;
  const address = new URL(`scans/${page.scan.split("/").map(encodeURIComponent).join("/")}`, document.baseURI).href;
  const place = h("div", { class: "scan" });
  const open = h("button", { type: "button", click: () => {
    fill(place, ...viewer(address, page));
    place.querySelector<HTMLElement>(".sheet")?.focus({ preventScroll: true });
  } }, t("scan.show"));
  place.append(open);
  return place;
}

function viewer(address: string, page: Page): HTMLElement[] {
  const image = h("img", { src: address, alt: t("scan.of", { page: page.page_id }), decoding: "async" });
  const sheet = h("div", { class: "sheet", tabindex: "0", role: "region", "aria-label": t("scan.title") }, image);
  const status = h("span", { class: "faint", role: "status" }, t("loading"));
  let zoom = 1;
  const change = (factor: number) => {
    const [x, y] = [sheet.scrollLeft + sheet.clientWidth / 2, sheet.scrollTop + sheet.clientHeight / 2];
    const before = zoom;
    zoom = Math.min(LARGEST, Math.max(1, zoom * factor));
    image.style.width = `${100 * zoom}%`;
    sheet.scrollTo((x * zoom) / before - sheet.clientWidth / 2, (y * zoom) / before - sheet.clientHeight / 2);
  };
  const button = (label: string, sign: string, factor: number) => h("button", { type: "button", "aria-label": label, title: label, click: () => change(factor) }, sign);
  image.addEventListener("load", () => void proved(address, page).then((message) => { status.textContent = message; }));
  image.addEventListener("error", () => fill(sheet, h("p", { class: "note" }, t("scan.missing"))));
  image.addEventListener("error", () => { status.textContent = ""; });
  return [h("p", { class: "zoom" }, button(t("scan.larger"), "+", STEP), button(t("scan.smaller"), "−", 1 / STEP), status), sheet];
}

/** Return what is to be said of a scan's file: nothing, or that it is another than the one that was read. */
async function proved(address: string, page: Page): Promise<string> {
  if (!page.image_sha256 || !crypto.subtle) return "";
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await (await fetch(address)).arrayBuffer()));
  const found = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return found === page.image_sha256 ? "" : t("scan.other");
}
