/** Runs a mocha suite in the served VS Code, through VS Code's smoke-test driver and a browser. */

import path from 'node:path';
import { format } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../fetched/browser';
import { IdleLimit } from '../processes/idle-limit';
import { root } from '../root';
import { say } from '../say';
import { ConsoleFaults } from './console-faults';
import { serveVSCode } from './served-vscode';
import { suiteSettings } from './settings';
import { SuiteLines } from './suite-lines';
import { suiteIdleLimitMs, suiteIdleMessage } from './suite-limits';
import { makeWorkspace, type Suite, type SuiteEnd } from './suites';

/** Hands what VS Code and its webviews print to `take`, and notes which of it is a fault of the extension. */
async function listen(page: Page, faults: ConsoleFaults, take: (text: string) => void): Promise<void> {
  await page.exposeFunction('codeAutomationLog', (type: string, parts: unknown[]) => {
    const text = format(...parts);
    faults.note(type, text);
    take(text);
  });
  // Webviews have a console of their own; `codeAutomationLog` already hands on what VS Code itself prints.
  page.on('console', (message) => {
    const { url } = message.location();
    if (!url.includes('/workbench/')) faults.note(message.type(), `${message.text()} (${url})`);
  });
  page.on('pageerror', (error) => {
    faults.note('error', error.stack ?? error.message);
  });
}

/**
 * Runs in the page and its webviews: nothing turns, fades or slides. While something does, a machine without a graphics
 * card draws sixty frames a second, which takes more processor time than the probe.
 */
const stopMotion = `
  const still = new CSSStyleSheet();
  still.replaceSync('* { animation: none !important; transition: none !important }');
  document.adoptedStyleSheets.push(still);
`;

/**
 * Opens VS Code in the browser and resolves to the suite's exit code.
 * @throws when the page or the browser ends before the suite does, and when the suite falls silent
 */
async function runInBrowser(
  browser: Browser,
  address: string,
  faults: ConsoleFaults,
  lines: SuiteLines,
): Promise<number> {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  let fail: (error: Error) => void = () => undefined;
  const limit = new IdleLimit(suiteIdleLimitMs, () => {
    fail(new Error(suiteIdleMessage));
  });
  try {
    await page.addInitScript({ content: stopMotion });
    await listen(page, faults, (text) => {
      if (lines.take(text)) limit.progress();
    });
    return await new Promise<number>((resolve, reject) => {
      fail = reject;
      page.on('crash', () => {
        reject(new Error('The page of VS Code crashed.'));
      });
      browser.on('disconnected', () => {
        reject(new Error('The browser ended before the suite did.'));
      });
      page
        .exposeFunction('codeAutomationExit', resolve)
        .then(() => page.goto(address))
        .catch(reject);
    });
  } finally {
    limit.stop();
  }
}

/**
 * Runs a suite and prints mocha's lines as they arrive.
 * @throws when VS Code or a browser cannot be had, when either ends early, or when the suite falls silent
 */
export async function runServedSuite(suite: Suite): Promise<SuiteEnd> {
  const logFile = path.join(root, `out/logs/served-${suite.name.replaceAll(' ', '-').replaceAll(',', '')}.log`);
  const workspace = await makeWorkspace(suite.folders);
  const server = await serveVSCode({
    settings: suiteSettings(suite),
    logFile: logFile.replace(/\.log$/, '-server.log'),
  });
  const lines = new SuiteLines(logFile);
  const faults = new ConsoleFaults();
  let browser: Browser | undefined;
  try {
    browser = await launchBrowser();
    const address = server.address({
      workspace: workspace.opened,
      extension: root,
      suite: suite.script,
    });
    const code = await runInBrowser(browser, address, faults, lines);
    for (const fault of faults.found)
      say(`  The extension must leave nothing on VS Code's console, but it left this:\n${fault}`);
    const status = faults.found.length > 0 ? 1 : code;
    if (status !== 0) say(`The rest of VS Code's output: ${logFile}`);
    return { status, ran: lines.heard };
  } catch (error) {
    say(`The rest of VS Code's output: ${logFile}`);
    throw error;
  } finally {
    await browser?.close().catch(() => undefined);
    server.stop();
    workspace.remove();
    lines.close();
  }
}
