import { defineConfig } from "@playwright/test";

/** The browser of the system: Debian's chromium, or what CHROMIUM names. */
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
process.env.SITE_PORT ??= String(20_000 + Math.floor(Math.random() * 20_000));
const port = process.env.SITE_PORT;

export default defineConfig({
  testDir: "tests",
  outputDir: "test-results",
  reporter: [["list"]],
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 20_000 },
  use: {
    baseURL: `http://127.0.0.1:${port}/seed/`,
    locale: "en-GB",
    viewport: { width: 1280, height: 900 },
    launchOptions: { executablePath, args: ["--no-sandbox"] },
  },
  webServer: {
    command: `.venv/bin/python -m tests.site.browser_sites ${port}`,
    url: `http://127.0.0.1:${port}/ready.html`,
    cwd: "..",
    timeout: 120_000,
  },
});
