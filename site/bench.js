// Opens each page of a site in a browser that has seen nothing yet; prints seconds, bytes and requests as JSON.
import { chromium } from "@playwright/test";

const address = process.argv[2];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const results = [];

async function measure(what, route, act) {
  const context = await browser.newContext({ locale: "en-GB" });
  const page = await context.newPage();
  let bytes = 0;
  let requests = 0;
  page.on("response", (response) => {
    requests++;
    if (response.request().method() !== "HEAD") bytes += Number(response.headers()["content-length"] ?? 0);
  });
  const drawn = () => page.waitForFunction(() => document.querySelector("main h1") && !document.querySelector(".state, .skeleton, [aria-busy]"), null, { timeout: 120_000 });
  let begun = performance.now();
  await page.goto(`${address}#/${route}`);
  await drawn();
  if (act) {
    await page.waitForTimeout(300);
    begun = performance.now();
    bytes = requests = 0;
    await act(page);
    await drawn();
  }
  results.push({ what, seconds: (performance.now() - begun) / 1000, bytes, requests });
  await context.close();
}

async function search(page, words) {
  const before = await page.locator(".status").innerText();
  await page.getByRole("searchbox").fill(words);
  await page.waitForFunction((text) => !["", text].includes(document.querySelector(".status").textContent) && /^[\d,]+ of/.test(document.querySelector(".status").textContent), before, { timeout: 120_000 });
}

await measure("overview, first view", "");
await measure("quotes, first view", "quotes");
await measure("quotes, first search", "quotes", (page) => search(page, "基层"));
await measure("quotes, two searches", "quotes", async (page) => {
  await search(page, "基层");
  const begun = performance.now();
  await search(page, "社区");
  results.push({ what: "  of it, the next search alone", seconds: (performance.now() - begun) / 1000, bytes: 0, requests: 0 });
});
await measure("quotes, a filter", "quotes", (page) => page.getByRole("checkbox", { name: /^direct/ }).check());
await measure("people, first view", "people");
await measure("articles, first view", "articles");
const context = await browser.newContext();
const page = await context.newPage();
await page.goto(`${address}#/quotes`);
const evidence = await page.locator(".row a[href^='#/evidence']").first().getAttribute("href");
const person = await page.locator(".row a[href^='#/person']").first().getAttribute("href");
await context.close();
await measure("evidence, first view", evidence.slice(2));
await measure("a person, first view", person.slice(2));
await measure("SQL, first answer", `sql?q=${encodeURIComponent("SELECT role_class, count(*) AS n FROM quotes GROUP BY ALL")}`);
await browser.close();
console.log(JSON.stringify(results));
