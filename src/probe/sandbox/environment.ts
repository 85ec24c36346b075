/** Installs the globals that user code finds: a console with a limit, stand-ins for network and page, quick timers. */

import { sandboxError } from './sandbox-errors';
import { packageGlobals } from '../../report/model-packages';
import { now } from '../time/clock';
import type { PendingWork } from '../time/pending-work';
import { isStandIn, noteRefusedRequest, standIn, standInName } from './stand-in';
import { StopSignal } from '../time/stop-signal';
import type { WorkspaceTexts } from './workspace-texts';

type Level = 'log' | 'warn' | 'error';

/** How much of user code's console one seed passes on: lines, and characters of a line. */
const maximumLines = 100;
const maximumCharacters = 500;
/** Timers that only pace an animation or poll fire early, so that they do not slow the probe. */
const longestTimerMs = 20;

/** Globals of a page, but for those that it makes of its elements' ids (`<button id="train">`). */
const objectsOfPages = words(`
  document localStorage sessionStorage indexedDB location history screen caches alert confirm prompt addEventListener
  removeEventListener postMessage importScripts getComputedStyle matchMedia`);
const classesOfPages = words(`
  XMLHttpRequest WebSocket EventSource Worker Image Audio AudioContext webkitAudioContext OfflineAudioContext
  webkitOfflineAudioContext MediaRecorder OffscreenCanvas Path2D FontFace Option FileReader MutationObserver
  ResizeObserver IntersectionObserver DOMParser ImageData HTMLElement HTMLCanvasElement HTMLImageElement
  HTMLVideoElement HTMLInputElement HTMLDivElement CustomEvent KeyboardEvent MouseEvent`);
/** Libraries that pages load by a script tag and use as globals. */
const librariesOfPages = words(`
  tfvis $ jQuery d3 Plotly Chart p5 ml5 _ Papa math knnClassifier use Vue React ReactDOM M bootstrap Stats THREE
  Highcharts google describe it test expect suite before beforeEach beforeAll after afterEach afterAll jest vi
  jasmine`);
/** What the compilers of components give to their scripts. */
const namesInComponents = words(`
  defineProps defineEmits defineExpose defineOptions defineSlots defineModel withDefaults
  $state $derived $effect $props $bindable $inspect $host`);

export interface Environment {
  startSeed(): void;
  /** Ends the timers and frames of the seed's user code, which would go on with tensors that are gone. */
  endSeed(): void;
}

/**
 * Replaces or adds globals. Called once, before any user code.
 *
 * @param log receives what user code prints
 * @param pendingWork counts user code's timers
 * @param texts the files of the workspace that `fetch` finds
 */
export function installEnvironment(
  log: (level: Level, text: string) => void,
  pendingWork: PendingWork,
  texts: Pick<WorkspaceTexts, 'response'>,
): Environment {
  const scope = globalThis as Record<string, unknown>;
  let lines = 0;
  const print =
    (level: Level) =>
    (...values: unknown[]): void => {
      if (++lines <= maximumLines) log(level, values.map(describe).join(' ').slice(0, maximumCharacters));
      else if (lines === maximumLines + 1) log('warn', 'More output was left out.');
    };
  const console = new Proxy(
    {
      log: print('log'),
      info: print('log'),
      debug: print('log'),
      warn: print('warn'),
      error: print('error'),
      trace: print('log'),
      table: print('log'),
    },
    { get: (known, key) => (key in known ? known[key as keyof typeof known] : () => undefined) },
  );
  define(scope, 'console', console);
  define(scope, 'fetch', (url: unknown) => {
    const response = texts.response(url);
    if (response) return Promise.resolve(response);
    noteRefusedRequest();
    return Promise.reject(sandboxError(new Error(`There is no network in the probe: ${String(url)} was not fetched.`)));
  });
  for (const name of [...objectsOfPages, ...classesOfPages, ...librariesOfPages, ...namesInComponents])
    if (!(name in scope && name === 'OffscreenCanvas')) define(scope, name, standIn(name));
  for (const [name, from] of packageGlobals) define(scope, name, standIn(from));
  if (!('navigator' in scope)) define(scope, 'navigator', standIn('navigator'));
  // A handler that code assigns to a global of the page is called like one that it assigns to `window`.
  const page = standIn('window') as Record<string, unknown>;
  for (const name of ['onload', 'onDOMContentLoaded']) {
    Object.defineProperty(scope, name, {
      get: () => null,
      set: (callback) => {
        page[name] = callback;
      },
      configurable: true,
    });
  }
  define(scope, 'process', processStandIn());
  JSON.parse = parseStandIns(JSON.parse.bind(JSON));
  define(scope, 'global', globalThis);
  define(scope, 'window', windowStandIn());
  const clearTimers = hurryTimers(scope, pendingWork);
  return {
    startSeed() {
      lines = 0;
    },
    endSeed: clearTimers,
  };
}

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}

function define(scope: object, name: string, value: unknown): void {
  if (Object.getOwnPropertyDescriptor(scope, name)?.configurable === false) return;
  Object.defineProperty(scope, name, { value, writable: true, configurable: true, enumerable: false });
}

/** `window` has the real globals and stand-ins for the rest, so that feature tests and `window.tf` behave. */
function windowStandIn(): object {
  const rest = standIn('window') as Record<PropertyKey, unknown>;
  return new Proxy(globalThis, {
    get: (scope, key) =>
      key in scope
        ? (scope as Record<PropertyKey, unknown>)[key]
        : key === 'window' || key === 'self'
          ? scope
          : rest[key],
    has: (scope, key) => key in scope,
  });
}

function processStandIn(): object {
  const known: Record<PropertyKey, unknown> = {
    env: {},
    argv: ['node', 'model'],
    platform: 'browser',
    versions: {},
    version: '',
    cwd: () => '/',
    exit: () => {
      throw new StopSignal();
    },
    nextTick: (run: (...values: unknown[]) => void, ...values: unknown[]) => {
      queueMicrotask(() => {
        run(...values);
      });
    },
    hrtime: Object.assign(() => [Math.floor(now() / 1000), Math.floor((now() % 1000) * 1e6)], {
      bigint: () => BigInt(Math.floor(now() * 1e6)),
    }),
    memoryUsage: () => ({ heapUsed: 0, heapTotal: 0, rss: 0, external: 0, arrayBuffers: 0 }),
    stdout: { write: () => true, isTTY: false, columns: 80 },
    stderr: { write: () => true, isTTY: false, columns: 80 },
  };
  const rest = standIn('process') as Record<PropertyKey, unknown>;
  return new Proxy(known, { get: (own, key) => (key in own ? own[key] : rest[key]) });
}

type Timer = (run: (...values: unknown[]) => void, milliseconds?: unknown, ...values: unknown[]) => unknown;

/** @returns ends all timers that are set */
function hurryTimers(scope: Record<string, unknown>, pendingWork: PendingWork): () => void {
  const set = scope.setTimeout as Timer;
  const clear = scope.clearTimeout as (timer: unknown) => void;
  const setInterval = scope.setInterval as Timer;
  const pending = new Set<unknown>();
  const intervals = new Set<unknown>();
  const count = (): void => {
    pendingWork.timers = pending.size;
  };
  const setTimeout: Timer = (run, milliseconds = 0, ...values) => {
    const timer = set(
      () => {
        pending.delete(timer);
        count();
        run(...values);
      },
      Math.min(Number(milliseconds) || 0, longestTimerMs),
    );
    pending.add(timer);
    count();
    return timer;
  };
  define(scope, 'setTimeout', setTimeout);
  define(scope, 'clearTimeout', (timer: unknown) => {
    pending.delete(timer);
    count();
    clear(timer);
  });
  // A hidden webview may never get an animation frame.
  define(scope, 'requestAnimationFrame', (run: (time: number) => void) =>
    setTimeout(() => {
      run(now());
    }, 0),
  );
  define(scope, 'cancelAnimationFrame', scope.clearTimeout);
  define(scope, 'setInterval', ((...values) => {
    const timer = setInterval(...values);
    intervals.add(timer);
    return timer;
  }) satisfies Timer);
  return () => {
    for (const timer of [...pending, ...intervals]) clear(timer);
    pending.clear();
    intervals.clear();
    count();
  };
}

function describe(value: unknown): string {
  if (typeof value === 'string') return value;
  // Its stack leads through the probe and a bundle, to lines that nobody has written.
  if (value instanceof Error) return String(value);
  try {
    return typeof value === 'function' ? `function ${value.name}` : JSON.stringify(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}

/** A `JSON.parse` that gives a stand-in for the text of a file that is not here. */
function parseStandIns(parse: typeof JSON.parse): typeof JSON.parse {
  return (text, reviver) => (isStandIn(text) ? standIn(standInName(text)) : (parse(text, reviver) as unknown));
}
