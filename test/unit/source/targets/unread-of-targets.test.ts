/**
 * Proves that targets of Q-learning which leave out an end or a reward are found, and that every text is left alone in
 * which the end may be read in some form.
 */

import assert from 'node:assert/strict';
import { parse } from '../../../../src/source/syntax/parsed-file';
import { unreadOfTargets } from '../../../../src/source/targets/unread-of-targets';

const world = `class Pole {
  step(a) { this.x += a; this.t++; return { s: [this.x], r: 1, done: Math.abs(this.x) > 2.4 }; }
}
const GAMMA = 0.9, memory = [], env = new Pole();
`;
const store = 'memory.push({ s, a, r: res.r, s2: res.s, done: res.done });';
const play = `function play() {
  let s = env.reset();
  for (let i = 0; i < 99; i++) {
    const a = act(s);
    const res = env.step(a);
    STORE
    s = res.s;
    if (res.done || env.t > 200) s = env.reset();
    if (memory.length > 32) replay();
  }
}
`;
const columns = `const s = tf.tensor2d(batch.map((t) => t.s)), next = tf.tensor2d(batch.map((t) => t.s2));
  const r = tf.tensor1d(batch.map((t) => t.r)), a = tf.oneHot(batch.map((t) => t.a), 2);
  const best = target.predict(next).max(1);
`;
const learn = 'opt.minimize(() => net.apply(s).mul(a).sum(1).sub(y).square().mean());';
const plain = 'const y = r.add(best.mul(GAMMA));';

interface Parts {
  readonly world?: string;
  readonly store?: string;
  readonly play?: string;
  /** What `replay` does between the columns and the training. */
  readonly target?: string;
  readonly columns?: string;
  readonly learn?: string;
  readonly more?: string;
}

/** A program of Q-learning with some of its parts replaced. */
function program(parts: Parts): string {
  const { target = plain, more = '' } = parts;
  const replay =
    `function replay() {\n  const batch = sample(memory);\n  ${parts.columns ?? columns}\n  ${target}\n` +
    `  ${parts.learn ?? learn}\n}\n`;
  return (parts.world ?? world) + (parts.play ?? play).replace('STORE', parts.store ?? store) + replay + more;
}

const found = (text: string): string[] =>
  unreadOfTargets(parse('/a/net.js', text)).map(({ what, kind, name }) => `${what} ${kind} ${name}`);

function finds(told: Readonly<Record<string, readonly [Parts, string]>>): void {
  for (const [what, [parts, expected]] of Object.entries(told))
    it(`finds ${what}`, () => {
      assert.deepEqual(found(program(parts)), [expected]);
    });
}

function leaves(fine: Readonly<Record<string, Parts>>): void {
  for (const [what, parts] of Object.entries(fine))
    it(`leaves ${what}`, () => {
      assert.deepEqual(found(program(parts)), []);
    });
}

describe('targets that leave out the end', () => {
  const local = 'const done = tf.tensor1d(batch.map((t) => t.done));';
  finds({
    'a stored field that nothing reads': [{}, 'end field done'],
    'a field under another name': [
      {
        world: world.replace('done: Math', 'isTerminal: Math'),
        store: 'memory.push({ s, a, r: res.r, s2: res.s, isTerminal: res.isTerminal ? 1 : 0 });',
        play: play.replace('res.done ||', 'res.isTerminal ||'),
      },
      'end field isTerminal',
    ],
    'a field of a step that a pattern takes apart': [
      {
        store: 'const { done } = res;\n    memory.push({ s, a, r: res.r, s2: res.s, done });',
        play: play.replace('if (res.done ||', 'if (done ||'),
      },
      'end field done',
    ],
    'a field of a world that rewards by its end': [
      {
        world: world
          .replace('return {', 'const done = Math.abs(this.x) > 2.4; return {')
          .replace('r: 1, done: Math.abs(this.x) > 2.4', 'r: done ? -1 : 1, done'),
      },
      'end field done',
    ],
    'a field that a function stores': [
      {
        store: 'remember(s, a, res.r, res.s, res.done);',
        more: 'function remember(s, a, r, s2, done) { memory.push({ s, a, r, s2, done }); }',
      },
      'end field done',
    ],
    'a field, where a loop fills rows of targets': [
      {
        columns:
          'const s = tf.tensor2d(batch.map((t) => t.s)), q = net.predict(s).arraySync();\n' +
          'const next = target.predict(tf.tensor2d(batch.map((t) => t.s2))).arraySync();',
        target: 'batch.forEach((t, i) => { q[i][t.a] = t.r + GAMMA * Math.max(...next[i]); });',
        learn: 'net.fit(s, tf.tensor2d(q));',
      },
      'end field done',
    ],
    'a field, where sizes and turns are conditions': [
      { target: `if (batch.length < 32) return;\n if (turns % 100 === 0) sync();\n ${plain}` },
      'end field done',
    ],
    'a variable of the function': [{ target: `${local}\n${plain}` }, 'end variable done'],
    'a variable that is only disposed of': [
      { target: `${local}\n${plain}`, learn: `${learn}\n done.dispose(); tf.dispose([done, s]);` },
      'end variable done',
    ],
    'a variable that a loop fills': [
      { target: `const dones = [];\n for (const t of batch) dones.push(t.done);\n ${plain}` },
      'end variable dones',
    ],
    'a variable beside a named loss': [
      {
        target: `${local}\n${plain}`,
        learn: `const loss = () => net.apply(s).sub(y).square().mean();opt.minimize(loss)`,
      },
      'end variable done',
    ],
    'a name that a pattern takes': [
      {
        columns: 'const { s, a, r, next, dones } = columnsOf(batch); const best = target.predict(next).max(1);',
        more: 'function columnsOf(b) { return { s: 1, a: 2, r: 3, next: 4, dones: tf.tensor(b.map((t) => t.done)) }; }',
      },
      'end variable dones',
    ],
    'a parameter': [
      {
        target: 'const y = toTarget(r, best, tf.tensor1d(batch.map((t) => t.done)));',
        more: 'function toTarget(rewards, best, dones) { return tf.add(rewards, tf.mul(best, tf.scalar(GAMMA))); }',
      },
      'end parameter dones',
    ],
    'a target that two steps make': [
      { target: `${local}\nconst later = best.mul(this.discountRate);\nconst y = r.add(later);` },
      'end variable done',
    ],
  });

  leaves({
    'an end that is subtracted from 1': {
      target: 'const y = r.add(best.mul(GAMMA).mul(tf.tensor1d(batch.map((t) => 1 - t.done))));',
    },
    'an end that chooses the target': {
      target: 'const y = tf.tensor1d(batch.map((t, i) => (t.done ? t.r : t.r + GAMMA * best.dataSync()[i])));',
    },
    'a variable that is read': { target: `${local}\nconst y = r.add(best.mul(GAMMA).mul(tf.sub(1, done)));` },
    'a variable that chooses': { target: `${local}\nconst y = tf.where(done, r, r.add(best.mul(GAMMA)));` },
    'a loop that passes over ends': {
      target: `const q = [];\nfor (const t of batch) { if (t.done) continue; q.push(t.r + GAMMA * best.dataSync()[0]); }
        const y = tf.tensor1d(q);`,
    },
    'a target that ends replace afterwards': {
      target: `const v = best.mul(GAMMA).add(r).arraySync();
        batch.forEach((t, i) => { if (t.done) v[i] = t.r; });\nconst y = tf.tensor1d(v);`,
    },
    'a name of going on': { target: 'const notDone = alive(batch);\nconst y = r.add(best.mul(notDone).mul(GAMMA));' },
    'steps that a filter leaves out': {
      columns: columns.replace('const s', 'batch = batch.filter((t) => !t.done);const s'),
    },
    'a filter on another field': { columns: columns.replace('const s', 'batch = batch.filter((t) => t.s2);const s') },
    'a mask made elsewhere': {
      target: 'const y = r.add(best.mul(GAMMA).mul(mask));',
      more: 'const mask = tf.ones([1]);',
    },
    'a factor made elsewhere': { target: 'const y = r.add(best.mul(GAMMA).mul(w));', more: 'const w = tf.ones([1]);' },
    'a factor of what is discounted': {
      target: 'const later = best.mul(GAMMA);\nconst y = r.add(later.mul(w));',
      more: 'const w = tf.ones([1]);',
    },
    'answers that are masked first': { columns: columns.replace('.max(1)', '.max(1).mul(aliveOf(batch))') },
    'a batch whose end another function reads': {
      target: 'const y = targetsOf(batch, best);',
      more:
        'function targetsOf(rows, b) { return tf.tensor1d(rows.map((t, i) => t.r + flag(t) * GAMMA * b[i])); }\n' +
        'function flag(t) { return t.done ? 0 : 1; }',
    },
    'a step without a next state': {
      columns: columns.replace('(t) => t.s2)', '(t) => t.s2 ?? [0])'),
    },
    'a next state that an end replaces': { store: `if (res.done) res.s = null;\n    ${store}` },
    'a step that is stored only before the end': { store: `if (!res.done) ${store}` },
    'a reward that an end changes': { store: store.replace('r: res.r', 'r: res.done ? -1 : 1') },
    'a discount that is stored with each step': {
      store: store.replace('done:', 'g: res.done ? 0 : GAMMA, done:'),
    },
    'an end by a limit of steps alone': {
      world: world.replace('Math.abs(this.x) > 2.4', 'this.t >= MAX_STEPS'),
    },
    'steps without an end': {
      world: world.replace(', done: Math.abs(this.x) > 2.4', ''),
      store: 'memory.push({ s, a, r: res.r, s2: res.s });',
      play: play.replace('res.done || ', ''),
    },
    'an end that starts no episode anew': { play: play.replace('res.done || ', '') },
    'steps that are spread': { more: 'const copies = memory.map((t) => ({ ...t, r: 0 }));' },
    'steps of which the rest is taken': { more: 'const copies = memory.map(({ s, ...rest }) => rest);' },
    'fields that a text names': { more: "const column = (name) => memory.map((t) => t[name]); column('done');" },
    'values of all fields': { more: 'const rows = memory.map((t) => Object.values(t));' },
    'an end that another function reads': { more: 'const ends = memory.filter((t) => t.done).length;' },
    'a value that no training gets': { learn: 'console.log(y);' },
    'a value that no network gives': { columns: columns.replace('target.predict(next).max(1)', 'tf.ones([32])') },
    'sums of discounted rewards that an end begins anew': {
      target: `const y = [];\nlet sum = 0;\nfor (let i = batch.length - 1; i >= 0; i--) {
        if (batch[i].done) sum = 0;\n sum = batch[i].r + GAMMA * sum;\n y.push(sum); }`,
    },
    'sums of discounted rewards that begin with a value': {
      target: `const y = [];\nlet sum = best.dataSync()[0];\nfor (let i = 31; i >= 0; i--) {
        sum = batch[i].r + GAMMA * sum;\n y.push(sum); }`,
    },
    'a discount that only a variable of the environment goes by': {
      target: `const { s: z, done } = env.step(1);\n${plain}`,
    },
  });
});

describe('targets that leave out the reward', () => {
  const endless: Parts = {
    store: 'memory.push({ s, a, r: res.r, s2: res.s });',
    play: play.replace('res.done ||', ''),
  };
  const make = (body: string): Parts => ({
    ...endless,
    target: 'const y = tf.tensor1d(targetsOf(batch.map((t) => t.r), best.dataSync()));',
    more: `function targetsOf(rewards, q) { const y = new Array(rewards.length).fill(0);\n${body}\nreturn y; }`,
  });
  finds({
    'a parameter of which only the length is read': [
      make('for (let i = 0; i < rewards.length; i++) y[i] = GAMMA * q[i];'),
      'reward parameter rewards',
    ],
    'a list that is pushed to': [
      make('y.length = 0;\nfor (let i = 0; i < rewards.length; i++) y.push(q[i] * GAMMA);'),
      'reward parameter rewards',
    ],
    'a tensor': [
      { ...endless, columns: columns.replace('const r =', 'const rewards ='), target: 'const y = best.mul(GAMMA);' },
      'reward variable rewards',
    ],
  });
  leaves({
    'a reward that is added': make('for (let i = 0; i < q.length; i++) y[i] = rewards[i] + GAMMA * q[i];'),
    'a reward that is added afterwards': {
      ...make('for (let i = 0; i < rewards.length; i++) y[i] = GAMMA * q[i];'),
      target: 'const y = tf.tensor1d(targetsOf(batch.map((t) => t.r), best.dataSync())).add(r);',
    },
    'a reward that a caller adds to each': {
      ...make('for (let i = 0; i < rewards.length; i++) y[i] = GAMMA * q[i];'),
      target: 'const y = targetsOf(batch, best).map((v, i) => v + batch[i].r);',
    },
    'a reward that a loop adds first': make('for (let i = 0; i < 9; i++) { y[i] = rewards[i]; y[i] += GAMMA * q[i]; }'),
    'a reward that is added in the loss': {
      ...endless,
      columns: columns.replace('const r =', 'const rewards ='),
      target: 'const y = best.mul(GAMMA);',
      learn: 'opt.minimize(() => net.apply(s).sub(y.add(other)).square().mean());',
    },
    'a sum of rewards that is for people': {
      ...endless,
      target: 'let episodeReward = 0;\nconst y = best.mul(GAMMA);',
    },
  });
});
