/** Everybody can use it: axe finds no serious fault, the keyboard reaches everything, a phone is wide enough. */

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { drawn, expect, open, QUOTE, test } from "./pages";

const PAGES: Record<string, string> = {
  overview: "./",
  quotes: "./#/quotes?q=治理",
  people: "./#/people",
  organizations: "./#/organizations",
  communities: "./#/communities",
  initiatives: "./#/initiatives",
  articles: "./#/articles",
  person: `./#/person?id=${encodeURIComponent("王亮@四川省/攀枝花市/东区/瓜子坪街道/兰尖社区")}`,
  community: `./#/community?id=${encodeURIComponent("四川省/攀枝花市/东区")}`,
  organization: `./#/organization?id=${encodeURIComponent("四川省/攀枝花市/民政局")}`,
  evidence: `./#/evidence?quote=${encodeURIComponent(QUOTE)}`,
  excerpt: "../below/a/path/#/quotes",
  sql: "./#/sql?q=" + encodeURIComponent("SELECT kind, count(*) AS n FROM quotes GROUP BY ALL"),
};

interface Axe {
  run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string; failureSummary: string }[] }[] }>;
}

const axe = readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf-8");

for (const [name, address] of Object.entries(PAGES)) {
  test(`axe finds nothing serious, a phone is wide enough, and nothing moves: ${name}`, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.addInitScript(() => {
      const shifts = { sum: 0 };
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) {
          if (!entry.hadRecentInput) shifts.sum += entry.value;
        }
      }).observe({ type: "layout-shift", buffered: true });
    });
    await open(page, address);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await page.evaluate(() => (window as unknown as { shifts: { sum: number } }).shifts.sum)).toBeLessThan(0.1);
    await page.evaluate(await axe);
    for (const theme of ["light", "dark"]) {
      await page.evaluate((chosen) => { document.documentElement.dataset.theme = chosen; }, theme);
      const { violations } = await page.evaluate(() => (window as unknown as { axe: Axe }).axe.run());
      const serious = violations.filter((each) => ["serious", "critical"].includes(each.impact));
      expect(serious.map((each) => [theme, each.id, each.nodes.map((node) => `${node.html} ${node.failureSummary}`)])).toEqual([]);
    }
  });
}

test("the keyboard reaches search, filters and rows, and every focus is seen", async ({ page }) => {
  await open(page, "./#/quotes");
  await page.keyboard.press("Tab");
  await expect(page.locator(":focus")).toHaveText("Skip to content");
  await page.keyboard.press("Enter");
  await expect(page.locator("main")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("searchbox")).toBeFocused();
  const checkbox = page.getByRole("checkbox", { name: /^direct/ });
  await checkbox.focus();
  await page.keyboard.press("Space");
  await expect(page.getByRole("status")).not.toHaveText(/^(\d+) of \1$/);
  await expect(page.getByRole("checkbox", { name: /^direct/ })).toBeFocused();
  const outline = await page.locator(":focus").evaluate((element) => getComputedStyle(element).outlineStyle);
  expect(outline).not.toBe("none");
});

test("after a link the new page has the focus", async ({ page }) => {
  await open(page, "./");
  await page.getByRole("link", { name: "People" }).click();
  await drawn(page);
  await expect(page.locator("main")).toBeFocused();
});
