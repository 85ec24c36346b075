/** Runs a mocha suite in the served VS Code, through the smoke-test driver and a browser. */

import path from 'node:path';
import { format } from 'node:util';
import { launchBrowser } from '../fetched/browser';
import { Faults } from './console-faults';
import { root } from '../root';
import { say } from '../say';
import { serveVSCode, trustSettings } from './served-vscode';
import { makeWorkspace, type Suite, type SuiteEnd } from './suites';
import { SuiteLines } from './suite-lines';

const timeLimitMs = 20 * 60_000;

/**
 * Prints mocha's lines as they come.
 * @throws when VS Code or a browser can't be had
 */
export async function runServedSuite(suite: Suite): Promise<SuiteEnd> {
  const logFile = path.join(root, `out/logs/served-${path.basename(path.dirname(suite.script))}.log`);
  const workspace = await makeWorkspace(suite.folders);
  const server = await serveVSCode({
    settings: trustSettings(suite.restricted),
    logFile: logFile.replace(/\.log$/, '-server.log'),
  });
  const lines = new SuiteLines(logFile);
  const faults = new Faults();
  const browser = await launchBrowser().catch((error: unknown) => {
    server.stop();
    throw error;
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    await page.exposeFunction('codeAutomationLog', (type: string, parts: unknown[]) => {
      const text = format(...parts);
      faults.note(type, text);
      lines.take(text);
    });
    // Webviews have a console of their own; what VS Code itself prints came by above already.
    page.on('console', (message) => {
      const { url } = message.location();
      if (!url.includes('/workbench/')) faults.note(message.type(), `${message.text()} (${url})`);
    });
    page.on('pageerror', (error) => {
      faults.note('error', error.stack ?? error.message);
    });
    const ended = new Promise<number>((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error(`The suite did not end within ${timeLimitMs / 60_000} minutes and was stopped.`));
      }, timeLimitMs);
      const settle = (act: () => void) => {
        clearTimeout(timer);
        act();
      };
      page
        .exposeFunction('codeAutomationExit', (code: number) => {
          settle(() => {
            resolve(code);
          });
        })
        .catch(reject);
      page.on('crash', () => {
        settle(() => {
          reject(new Error('The page of VS Code crashed.'));
        });
      });
      browser.on('disconnected', () => {
        settle(() => {
          reject(new Error('The browser ended before the suite did.'));
        });
      });
    });
    await page.goto(server.address({ workspace: workspace.opened, extension: root, suite: suite.script }));
    const code = await ended;
    for (const fault of faults.found)
      say(`  Nothing of the extension may end up on VS Code's console, but this did:\n${fault}`);
    const status = faults.found.length > 0 ? 1 : code;
    if (status !== 0) say(`What VS Code said meanwhile: ${logFile}`);
    return { status, ran: lines.heard };
  } catch (error) {
    say(`What VS Code said meanwhile: ${logFile}`);
    throw error;
  } finally {
    await browser.close().catch(() => undefined);
    server.stop();
    workspace.remove();
    lines.close();
  }
}
