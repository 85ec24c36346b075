/** Opens the built panel in a real browser under the extension's policy; only `acquireVsCodeApi` is a double. */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { fromWire, toWire } from '../../src/report/wire';
import type { FromWebview, ToWebview } from '../../webview/protocol';
import { launchBrowser } from '../harness/browser';
import { bodyClass, themeCss, type ThemeName } from './themes';

export interface PanelOptions {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  /** Served as the probe's script: a text, or what was built as dist/probe.js. Most tests need none. */
  readonly probe?: string | { readonly built: true };
}

/** What `window` of the test page has beyond a browser's. */
interface DoubleWindow {
  readonly sentMessages: unknown[];
}

const dist = path.join(__dirname, '../../../dist');
const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm', '.map': 'application/json' };

/** As the extension sets it, with this server in the place of the webview's own source. */
const policy =
  "default-src 'none'; script-src 'nonce-test' blob: 'wasm-unsafe-eval'; worker-src blob:; connect-src 'self' blob:; style-src 'self'; img-src 'self'";

/** Goes through JSON at each crossing, as messages and state do in VS Code. */
const double = `
  window.sentMessages = [];
  window.acquireVsCodeApi = () => ({
    postMessage: (message) => { window.sentMessages.push(JSON.parse(JSON.stringify(message))); },
    getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') ?? undefined,
    setState: (state) => { sessionStorage.setItem('state', JSON.stringify(state)); },
  });`;

function html(theme: ThemeName): string {
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">
<link rel="stylesheet" href="/theme.css?${theme}"><link rel="stylesheet" href="/panel.css"><title>Gradient Flow</title></head>
<body class="${bodyClass(theme)}" data-probe="/probe.js" data-wasm="/tfjs-backend-wasm-simd.wasm">
<script nonce="test">${double}</script><script nonce="test" src="/panel.js"></script></body></html>`;
}

/** A browser and a server for one file of tests. */
export class PanelBench {
  private constructor(
    private readonly browser: Browser,
    private readonly server: Server,
    private probe: string | { readonly built: true },
  ) {}

  static async start(): Promise<PanelBench> {
    const browser = await launchBrowser();
    const server = createServer();
    const bench = new PanelBench(browser, server, '');
    server.on('request', (request, response) => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      bench.answer(url).then(
        ([type, body]) => {
          response.writeHead(200, { 'content-type': type }).end(body);
        },
        () => {
          response.writeHead(404).end();
        },
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return bench;
  }

  async stop(): Promise<void> {
    await this.browser.close();
    this.server.close();
  }

  /** A page of its own for each test, with nothing of another test's state. */
  async open({ theme = 'dark', width = 900, height = 900, probe = '' }: PanelOptions = {}): Promise<PanelPage> {
    this.probe = probe;
    const context = await this.browser.newContext({ viewport: { width, height } });
    const page = await context.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    await page.goto(`http://127.0.0.1:${(this.server.address() as AddressInfo).port}/?${theme}`);
    return new PanelPage(page, problems);
  }

  private async answer(url: URL): Promise<[string, string | Buffer]> {
    const theme = url.search.slice(1) as ThemeName;
    if (url.pathname === '/') return ['text/html', html(theme)];
    if (url.pathname === '/theme.css') return ['text/css', themeCss(theme)];
    if (url.pathname === '/favicon.ico') return ['text/plain', ''];
    if (url.pathname === '/probe.js' && typeof this.probe === 'string') return ['text/javascript', this.probe];
    const file = path.join(dist, path.basename(url.pathname));
    return [types[path.extname(file)] ?? 'text/plain', await readFile(file)];
  }
}

/** The panel as the extension meets it: messages in, messages out. */
export class PanelPage {
  constructor(
    readonly page: Page,
    /** Errors that the browser reported, breaches of the policy among them. */
    readonly problems: readonly string[],
  ) {}

  async send(message: ToWebview): Promise<void> {
    await this.page.evaluate((text) => {
      window.postMessage(JSON.parse(text), '*');
    }, JSON.stringify(toWire(message)));
  }

  async sent(): Promise<FromWebview[]> {
    return fromWire(await this.page.evaluate(() => (window as unknown as DoubleWindow).sentMessages)) as FromWebview[];
  }

  /** Messages of one type so far. */
  async sentOf<Type extends FromWebview['type']>(type: Type): Promise<Extract<FromWebview, { type: Type }>[]> {
    return (await this.sent()).filter((message): message is Extract<FromWebview, { type: Type }> => message.type === type);
  }

  /** Waits until `count` messages of that type have come. */
  async waitFor<Type extends FromWebview['type']>(type: Type, count = 1): Promise<Extract<FromWebview, { type: Type }>[]> {
    await this.page.waitForFunction(
      ([wanted, least]) => (window as unknown as DoubleWindow).sentMessages.filter((message) => (message as FromWebview).type === wanted).length >= least,
      [type, count] as const,
    );
    return this.sentOf(type);
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}

/**
 * Hooks for a suite: a browser for all of its tests, and for each test a panel of its own that must have met no error.
 * @returns what holds the running test's panel, and the bench to open further ones
 */
export function withPanel(options: PanelOptions = {}): { panel: PanelPage; bench: PanelBench } {
  const held = {} as { panel: PanelPage; bench: PanelBench };
  before(async function () {
    // A bare machine fetches its browser first.
    this.timeout(300_000);
    held.bench = await PanelBench.start();
  });
  after(() => held.bench.stop());
  beforeEach(async function () {
    this.timeout(30_000);
    this.currentTest?.timeout(30_000);
    held.panel = await held.bench.open(options);
  });
  afterEach(async () => {
    const { problems } = held.panel;
    await held.panel.close();
    assert.deepEqual(problems, []);
  });
  return held;
}
