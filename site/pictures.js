// Takes the pictures of README.md: each page as a reader sees it, at 1280 and 390 pixels, light and dark.
import { chromium } from "@playwright/test";

const [address, folder] = process.argv.slice(2);
const QUOTE = "panzhihua-daily/undated/9e7fc240720b64a5/q1012-1099";
const PICTURES = [
  { name: "evidence", route: `evidence?quote=${encodeURIComponent(QUOTE)}`, width: 1280, height: 800, colorScheme: "light", locale: "en-GB" },
  { name: "quotes", route: `quotes?q=${encodeURIComponent("治理")}&place=${encodeURIComponent("四川省/攀枝花市")}`, width: 1280, height: 800, colorScheme: "dark", locale: "en-GB" },
  { name: "overview", route: "", width: 390, height: 844, colorScheme: "light", locale: "zh-CN" },
  { name: "person", route: `person?id=${encodeURIComponent("王亮@四川省/攀枝花市/东区/瓜子坪街道/兰尖社区")}`, width: 390, height: 844, colorScheme: "dark", locale: "zh-CN" },
];

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
for (const { name, route, width, height, colorScheme, locale } of PICTURES) {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme, locale });
  await page.goto(`${address}#/${route}`);
  await page.waitForFunction(() => document.querySelector("main h1") && !document.querySelector(".state, .skeleton, [aria-busy]"));
  await page.waitForTimeout(300);
  await page.screenshot({ path: `${folder}/explorer-${name}.png` });
  await page.close();
}
await browser.close();
