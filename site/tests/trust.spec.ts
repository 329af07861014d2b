/** What a reader must be able to rely on: no other host, no markup of a newspaper's, nothing shown that is hidden. */

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

test("a row that is not there, and a page that is not there, are said", async ({ page }) => {
  page.on("console", () => undefined);
  await page.goto("./#/quotes?sort=nonsense&page=999&from=x");
  await drawn(page);
  await expect(page.getByText("Nothing matches.")).toBeVisible();
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

test("whom a release hides, its site hides: by name, by pinyin and in SQL", async ({ page }) => {
  for (const [list, words] of [["quotes", "钱进"], ["people", "qianjin"], ["articles", "钱进"]]) {
    await open(page, `../private/#/${list}?q=${encodeURIComponent(words!)}`);
    await expect(page.getByText("Nothing matches.")).toBeVisible();
  }
  const question = "SELECT count(*) AS n FROM (SELECT name FROM people UNION ALL SELECT speaker FROM quotes UNION ALL SELECT surface FROM mentions) WHERE name LIKE '%钱进%'";
  await open(page, `../private/#/sql?q=${encodeURIComponent(question)}`);
  await expect(page.locator(".answer td")).toHaveText("0");
});

test("the network may be off once the site is there", async ({ page, context }) => {
  // Only this machine is reachable: everything else is refused before it leaves, and the faults of `page` would name it.
  await context.route((url) => url.hostname !== "127.0.0.1", (route) => route.abort());
  await open(page, "./#/sql?q=" + encodeURIComponent("SELECT count(*) AS n FROM quotes"));
  await expect(page.locator(".answer td")).toHaveText("33");
});
