/** What the tests share: a page that fails the test if it asks another origin, logs an error or breaks. */

import { test as base, expect, type Page } from "@playwright/test";

export const QUOTE = "panzhihua-daily/undated/9e7fc240720b64a5/q1012-1099";

export const test = base.extend<{ page: Page }>({
  page: async ({ page, baseURL }, use) => {
    const faults: string[] = [];
    const origin = new URL(baseURL!).origin;
    page.on("request", (request) => {
      const { protocol, origin: asked } = new URL(request.url());
      if (!["data:", "blob:"].includes(protocol) && asked !== origin) faults.push(`asked ${request.url()}`);
    });
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
    page.on("dialog", (dialog) => faults.push(`a dialog: ${dialog.message()}`));
    await use(page);
    expect(faults).toEqual([]);
  },
});

export { expect };

/** Open a page and wait until all of it is drawn. */
export async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await drawn(page);
}

/** Return how many rows the tables of the seed's site have. */
export async function rowsOf(page: Page): Promise<Record<string, number>> {
  const answer = await page.request.get("data/site.json");
  return ((await answer.json()) as { rows: Record<string, number> }).rows;
}

export async function drawn(page: Page): Promise<void> {
  await expect(page.locator("main h1")).toBeAttached();
  await expect(page.locator(".state, .skeleton, [aria-busy]")).toHaveCount(0);
}
