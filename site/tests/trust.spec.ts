/** What a reader must be able to rely on: no other host, no markup of a newspaper's, nothing shown that is hidden. */

import { test as base } from "@playwright/test";
import { drawn, expect, open, test } from "./pages";

test("a hostile page's text is text, on every page", async ({ page }) => {
  for (const address of ["overview", "quotes", "people", "organizations", "communities", "initiatives", "articles"]) {
    await open(page, `../hostile/#/${address === "overview" ? "" : address}`);
    expect(await page.locator("main :is(script, img, iframe, object)").count()).toBe(0);
  }
  await open(page, "../hostile/#/quotes");
  await expect(page.locator("blockquote").first()).toContainText("<img src=x onerror=alert(1)>五色");
  await expect(page.locator(".row .meta").first()).toContainText("<script>document.title='owned'</script>日报");
  await page.getByRole("link", { name: /^Evidence/ }).first().click();
  await expect(page.locator(".raw")).toContainText("<script>document.title='owned'</script>市民广场");
  await expect(page.locator(".reading h3")).toContainText("<img src=x onerror=alert(1)>");
  expect(await page.locator("a[href^='javascript' i]").count()).toBe(0);
  await expect(page).not.toHaveTitle("owned");
});

test("markup in a search and in an address is text", async ({ page }) => {
  const markup = "<img src=x onerror=alert(1)>";
  await open(page, `./#/quotes?q=${encodeURIComponent(markup)}&place=${encodeURIComponent(markup)}&kind=${encodeURIComponent(markup)}`);
  await expect(page.getByText("Nothing matches.")).toBeVisible();
  expect(await page.locator("main img").count()).toBe(0);
});

test("an address that asks for nonsense gets an answer all the same", async ({ page }) => {
  await page.goto("./#/quotes?sort=nonsense&page=999&from=x");
  await drawn(page);
  await expect(page.getByText("Nothing matches.")).toBeVisible();
});

base("a row and a page that are not there are said, with a way to try again", async ({ page }) => {
  for (const [address, said] of [["./#/person?id=nobody", "no such row"], ["./#/evidence?quote=a/q1-2", "no such row"], ["./#/nonsense", "no such page"]]) {
    await page.goto(address!);
    await expect(page.getByRole("alert")).toContainText(said!);
    await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
  }
});

test("a site works below a path, from a release, and says what is withheld", async ({ page }) => {
  await open(page, "../below/a/path/");
  await expect(page.locator("footer")).toContainText("carries excerpts only: at most 100 characters");
  await open(page, "../below/a/path/#/quotes");
  await expect(page.locator("blockquote .withheld").first()).toContainText(/Withheld in this release: \d+ characters/);
  await page.getByRole("link", { name: /^Evidence/ }).last().click();
  await expect(page.locator(".reading")).toContainText("more characters are withheld in this release");
  await expect(page.locator(".raw")).toContainText("more characters are withheld in this release");
});

test("whom a release hides, its site hides: by name, by pinyin and in SQL, with the network off", async ({ page, context }) => {
  await context.route((url) => url.hostname !== "127.0.0.1", (route) => route.abort());
  for (const [list, words] of [["quotes", "钱进"], ["people", "qianjin"], ["articles", "钱进"]]) {
    await open(page, `../private/#/${list}?q=${encodeURIComponent(words!)}`);
    await expect(page.getByText("Nothing matches.")).toBeVisible();
  }
  const question = "SELECT count(*) AS n FROM (SELECT name FROM people UNION ALL SELECT speaker FROM quotes UNION ALL SELECT surface FROM mentions) WHERE name LIKE '%钱进%'";
  await open(page, `../private/#/sql?q=${encodeURIComponent(question)}`);
  await expect(page.locator(".answer td")).toHaveText("0");
});
