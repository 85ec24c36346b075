/**
 * Opens the built panel in a real browser, in the extension's own page and under its policy; only `acquireVsCodeApi` is
 * a double.
 */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { panelHtml } from '../../src/editor/panel/panel-html';
import { decodeNonFinite, encodeNonFinite } from '../../src/report/json';
import type { FromWebview, ToWebview } from '../../webview/protocol/messages';
import { launchBrowser } from '../harness/fetched/browser';
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
const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.map': 'application/json',
};

/** Goes through JSON at each crossing, as messages and state do in VS Code. */
const double = `
  window.sentMessages = [];
  window.acquireVsCodeApi = () => ({
    postMessage: (message) => { window.sentMessages.push(JSON.parse(JSON.stringify(message))); },
    getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') ?? undefined,
    setState: (state) => { sessionStorage.setItem('state', JSON.stringify(state)); },
  });`;

/** The extension's own page, with what VS Code adds to it: the theme's variables and the class of the body. */
function html(theme: ThemeName, origin: string): string {
  const files = {
    script: `${origin}/panel.js`,
    style: `${origin}/panel.css`,
    probe: `${origin}/probe.js`,
    wasm: `${origin}/tfjs-backend-wasm-simd.wasm`,
  };
  return panelHtml(files, origin)
    .replace('<head>', `<head><link rel="stylesheet" href="/theme.css?${theme}">`)
    .replace('<body ', `<body class="${bodyClass(theme)}" `);
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
    await context.addInitScript(double);
    const page = await context.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    await page.goto(`${this.origin}/?${theme}`);
    return new PanelPage(page, problems);
  }

  private get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  private async answer(url: URL): Promise<[string, string | Buffer]> {
    const theme = url.search.slice(1) as ThemeName;
    if (url.pathname === '/') return ['text/html', html(theme, this.origin)];
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
    readonly problems: string[],
  ) {}

  /** Takes a problem that the test has brought about itself off the list. */
  forgive(expected: RegExp): void {
    const others = this.problems.filter((problem) => !expected.test(problem));
    this.problems.splice(0, this.problems.length, ...others);
  }

  async send(message: ToWebview): Promise<void> {
    await this.page.evaluate(
      (text) => {
        window.postMessage(JSON.parse(text), '*');
      },
      JSON.stringify(encodeNonFinite(message)),
    );
  }

  async sent(): Promise<FromWebview[]> {
    return decodeNonFinite(
      await this.page.evaluate(() => (window as unknown as DoubleWindow).sentMessages),
    ) as FromWebview[];
  }

  /** Messages of one type so far. */
  async sentOf<Type extends FromWebview['type']>(type: Type): Promise<Extract<FromWebview, { type: Type }>[]> {
    return (await this.sent()).filter(
      (message): message is Extract<FromWebview, { type: Type }> => message.type === type,
    );
  }

  /** Waits until `count` messages of that type have come. */
  async waitFor<Type extends FromWebview['type']>(
    type: Type,
    count = 1,
  ): Promise<Extract<FromWebview, { type: Type }>[]> {
    await this.page.waitForFunction(
      ([wanted, least]) =>
        (window as unknown as DoubleWindow).sentMessages.filter((message) => (message as FromWebview).type === wanted)
          .length >= least,
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
