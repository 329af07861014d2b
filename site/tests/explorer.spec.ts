import { readFile } from "node:fs/promises";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { decompressZstd } from "hyparquet-compressors";
import { drawn, expect, open, QUOTE, rowsOf, test } from "./pages";

test("the overview counts what there is, and leads to it", async ({ page }) => {
  await open(page, "./");
  await expect(page.locator(".counts")).toContainText(String((await rowsOf(page)).quotes));
  await expect(page.getByRole("link", { name: "攀枝花日报" })).toBeVisible();
  await page.getByRole("link", { name: "凌永航" }).click();
  await drawn(page);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("凌永航");
});

test("the overview says how good the records are, the sealed sets first, with the sizes of the gold", async ({ page }) => {
  await open(page, "./");
  const quality = page.locator(".measured");
  await expect(quality.locator("thead th").nth(1)).toHaveText(/^sealed: .*\d+ articles/);
  await expect(quality.getByRole("row", { name: /^People/ })).toHaveText(/^People0\.\d{3}.*0\.\d{3} of \d+$/);
  await page.getByRole("button", { name: "中文" }).click();
  await expect(quality.getByRole("row", { name: /^人物/ })).toHaveText(/共 \d+ 条$/);
});

test("a search finds words, and marks them", async ({ page }) => {
  await open(page, "./#/quotes");
  await page.getByRole("searchbox").fill("志愿 七彩");
  await expect(page.getByRole("status")).toHaveText(/^[1-9] of \d+$/);
  await expect(page.locator("blockquote mark").first()).toBeVisible();
  await page.getByRole("searchbox").fill("网格员没有说过的话");
  await expect(page.getByText("Nothing matches.")).toBeVisible();
});

test("a search finds every row whose texts have the words, and no other", async ({ page, request }) => {
  const buffer = await (await request.get("data/quotes.parquet")).body();
  const file = buffer.buffer.slice(buffer.byteOffset, buffer.byteOffset + buffer.byteLength) as ArrayBuffer;
  const rows = await parquetReadObjects({ file, compressors: { ZSTD: (input, length) => decompressZstd(input, new Uint8Array(length)) } });
  const texts = rows.map((row) => [row.text, row.speaker, row.speaker_title, row.speaker_organization].join("\n").toLowerCase());
  for (const search of ["社区", "社区治理", "的", "3", "、", "社区 居民", "社区，", "党 ，", "魏胜利", "，我们"]) {
    const count = texts.filter((text) => search.split(" ").every((word) => text.includes(word))).length;
    await open(page, `./#/quotes?q=${encodeURIComponent(search)}`);
    await expect(page.getByRole("status"), search).toHaveText(`${count} of ${rows.length}`);
  }
});

test("names are found by pinyin", async ({ page }) => {
  await open(page, "./#/people");
  for (const pinyin of ["lingyonghang", "ling yong", "yonghang", "lyh"]) {
    await page.getByRole("searchbox").fill(pinyin);
    await expect(page.getByRole("status")).toHaveText(`1 of ${(await rowsOf(page)).people}`);
    await expect(page.locator("main .row")).toContainText("凌永航");
  }
  await open(page, "./#/quotes?q=tangyingping");
  await expect(page.locator("main .row").first()).toContainText("唐应萍");
});

test("filters narrow, count what they leave, and are in the address", async ({ page }) => {
  await open(page, "./#/quotes");
  await page.getByRole("checkbox", { name: /^direct/ }).check();
  await expect(page.getByRole("status")).not.toHaveText(/^(\d+) of \1$/);
  const narrowed = await page.getByRole("status").innerText();
  await page.getByRole("button", { name: "四川省", exact: true }).click();
  await page.getByRole("button", { name: "攀枝花市", exact: true }).click();
  await page.getByRole("button", { name: "东区", exact: true }).click();
  await expect(page.getByRole("status")).not.toHaveText(narrowed);
  const status = await page.getByRole("status").innerText();
  const rows = await page.locator("main .row blockquote").allInnerTexts();
  expect(page.url()).toContain("kind=direct");
  await page.reload();
  await drawn(page);
  await expect(page.getByRole("status")).toHaveText(status);
  expect(await page.locator("main .row blockquote").allInnerTexts()).toEqual(rows);
  await page.getByRole("button", { name: "Remove: direct", exact: true }).click();
  await expect(page.getByRole("status")).not.toHaveText(status);
});

test("the count beside a choice is what choosing it gives", async ({ page }) => {
  await open(page, "./#/quotes?kind=indirect");
  const choice = page.locator("label", { hasText: "Party" });
  const count = await choice.locator(".number").innerText();
  await choice.getByRole("checkbox").check();
  await expect(page.getByRole("status")).toHaveText(`${count} of ${(await rowsOf(page)).quotes}`);
});

test("what is narrowed is saved as CSV for Excel and as Parquet", async ({ page }, testInfo) => {
  await open(page, "./#/quotes?kind=direct");
  const count = Number((await page.getByRole("status").innerText()).split(" ")[0]);
  const [csv] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "CSV" }).click()]);
  const text = await readFile((await csv.path())!, "utf-8");
  expect(text.startsWith("\ufeffquote_id,")).toBe(true);
  expect(text.trim().split("\r\n")).toHaveLength(count + 1);
  const [parquet] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Parquet" }).click()]);
  const path = testInfo.outputPath("quotes.parquet");
  await parquet.saveAs(path);
  const rows = await parquetReadObjects({ file: await asyncBufferFromFile(path) });
  expect(rows).toHaveLength(count);
  expect(new Set(rows.map((row) => row.kind))).toEqual(new Set(["direct"]));
  expect(rows.every((row) => text.includes(row.quote_id as string))).toBe(true);
});

test("the back button leads back to what was asked", async ({ page }) => {
  await open(page, "./#/quotes");
  await page.getByRole("checkbox", { name: /^direct/ }).check();
  await expect(page.getByRole("status")).not.toHaveText(/^(\d+) of \1$/);
  const status = await page.getByRole("status").innerText();
  await page.getByRole("link", { name: /^Evidence/ }).first().click();
  await expect(page.locator(".reading mark").first()).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("status")).toHaveText(status);
});

test("the characters marked are those of the raw page and of the quote", async ({ page, request }) => {
  const raw = Array.from(await readFile("../raw/panzhihua-daily/undated/9e7fc240720b64a5.txt", "utf-8"));
  await open(page, `./#/evidence?quote=${encodeURIComponent(QUOTE)}`);
  const facts = await page.locator(".claim .facts").innerText();
  const spans = [...facts.matchAll(/(\d+)–(\d+)/g)].map(([, start, end]) => [Number(start), Number(end)]);
  expect(spans.length).toBeGreaterThan(3);
  const printed = spans.map(([start, end]) => raw.slice(start, end).join(""));
  const marked = await page.locator(".raw mark").allInnerTexts();
  expect(marked).toEqual(printed);
  const said = await page.locator(".claim blockquote").innerText();
  expect(marked.join("")).toBe(said);
  expect(await page.locator(".reading mark").allInnerTexts()).toEqual([said]);
  await expect(page.locator(".raw mark").first()).toBeInViewport();
  expect((await request.get("data/site.json")).ok()).toBe(true);
});

test("the raw page has every line, and each line end its verdict and reason", async ({ page }) => {
  const text = await readFile("../raw/panzhihua-daily/undated/9e7fc240720b64a5.txt", "utf-8");
  await open(page, `./#/evidence?quote=${encodeURIComponent(QUOTE)}`);
  const lines = await page.locator(".lines .text").evaluateAll((found) => found.map((line) => line.textContent));
  expect(lines).toEqual(text.replace(/\n$/, "").split("\n"));
  await expect(page.locator(".lines .verdict").first()).toContainText(/part.*line_kind.*0\.\d+/s);
  expect(await page.locator(".lines .verdict").count()).toBeGreaterThan(200);
});

test("the scan of a page is shown when it is asked for, and larger", async ({ page }) => {
  await open(page, "../hostile/#/quotes");
  await page.getByRole("link", { name: /^Evidence/ }).first().click();
  await drawn(page);
  expect(await page.locator("main img").count()).toBe(0);
  await page.getByRole("button", { name: "Show the scan" }).click();
  const scan = page.getByRole("img", { name: "Scan of page daily/2026-01-03/01" });
  await expect(scan).toHaveJSProperty("naturalWidth", 8);
  const width = (await scan.boundingBox())!.width;
  await page.getByRole("button", { name: "Larger" }).click();
  expect((await scan.boundingBox())!.width).toBeGreaterThan(width * 1.4);
  await open(page, `./#/evidence?quote=${encodeURIComponent(QUOTE)}`);
  await expect(page.getByRole("button", { name: "Show the scan" })).toHaveCount(0);
});

test("a person's page says what the person said, where, and with whom", async ({ page }) => {
  await open(page, "./#/people?q=" + encodeURIComponent("王亮"));
  await page.getByRole("link", { name: "王亮" }).click();
  await drawn(page);
  await expect(page.getByText("党委书记").first()).toBeVisible();
  await expect(page.locator(".path")).toContainText("兰尖社区");
  const count = await page.locator("main .row.quote").count();
  await expect(page.getByRole("heading", { name: "Named in the same articles" })).toBeVisible();
  await page.getByRole("link", { name: `All ${count} quotes` }).click();
  await expect(page.getByRole("status")).toHaveText(`${count} of ${(await rowsOf(page)).quotes}`);
});

test("where somebody is named leads to those very characters", async ({ page }) => {
  await open(page, `./#/person?id=${encodeURIComponent("魏胜利@四川省/攀枝花市")}`);
  await page.locator(".later").getByRole("link", { name: "进取，推进“攀枝花之治”" }).first().click();
  await drawn(page);
  expect(await page.locator(".reading mark").allInnerTexts()).toEqual(["魏胜利"]);
  expect((await page.locator(".raw mark").allInnerTexts()).join("")).toBe("魏胜利");
});

test("places, organizations and initiatives have pages of their own", async ({ page }) => {
  await open(page, `./#/community?id=${encodeURIComponent("四川省/攀枝花市/东区")}`);
  await expect(page.getByRole("link", { name: "瓜子坪街道" }).first()).toBeVisible();
  await open(page, `./#/organization?id=${encodeURIComponent("四川省/攀枝花市/民政局")}`);
  await expect(page.locator("main .row.quote").first()).toContainText("魏胜利");
  await open(page, "./#/initiatives");
  await page.locator("main .row h3 a").first().click();
  await drawn(page);
  await expect(page.locator(".entity .facts")).toContainText("Kind");
});

test("DuckDB answers every example in the page, draws it, and says what is wrong with a question", async ({ page }) => {
  const question = "SELECT coalesce(role_class, 'none') AS class, count(*) AS quotes FROM quotes GROUP BY ALL";
  await open(page, `./#/sql?q=${encodeURIComponent(question)}`);
  await expect(page.getByRole("status")).toHaveText(/^\d+ rows$/);
  await expect(page.locator(".answer .chart svg")).toBeVisible();
  const examples = page.locator(".examples button");
  expect(await examples.count()).toBe(10);
  for (const example of await examples.all()) {
    await page.locator(".answer").evaluate((answer) => answer.replaceChildren());
    await example.click();
    await expect(page.locator(".answer .status, .answer .fault")).toHaveText(/^\d+ rows?$/);
  }
  await page.getByLabel("SQL editor").fill("SELECT nonsense FROM quotes");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("alert")).toContainText("nonsense");
  expect(decodeURIComponent(page.url().replaceAll("+", " "))).toContain("SELECT nonsense FROM quotes");
});

test("DuckDB in the page searches by the macros of the dataset", async ({ page }) => {
  const question = "SELECT count(*) AS n, min(snippet) AS snippet FROM search_quotes('社区治理')";
  await open(page, `./#/sql?q=${encodeURIComponent(question)}`);
  await expect(page.locator(".answer td").first()).toHaveText(/^[1-9]\d*$/);
  await expect(page.locator(".answer td").nth(1)).toContainText("【社区治理】");
});

test("Chinese, dark and the choice is kept", async ({ page }) => {
  await open(page, "./");
  await page.getByRole("button", { name: "中文" }).click();
  await page.getByRole("button", { name: "深色" }).click();
  await page.reload();
  await drawn(page);
  await expect(page.getByRole("navigation").first()).toContainText("引语");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-Hans");
});
