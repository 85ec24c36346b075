/** Writes a report as JUnit XML, which CI servers show as tests: each file is a suite, each of its models a test. */

import type { Finding } from '../../report/finding';
import { messageWithPlaces } from '../../report/places/related-places';
import { isCommentError, type ModelReport, type ProbeError, type Report } from '../../report/report';
import { countsAsFailure } from './exit-status';
import type { FailOn } from '../arguments/arguments';

/** A test as XML, and how it counts in its suite. */
interface Test {
  readonly xml: string;
  readonly outcome: 'failure' | 'error' | 'passed';
  readonly seconds: number;
}

/** @param failOn a model fails by the findings that make the exit status 1; its other findings are its output */
export function reportToJunit({ models, errors }: Report, failOn: FailOn): string {
  const told = errors.filter((error) => !isCommentError(error) && !error.known);
  const files = [...new Set([...models, ...told].map(({ file }) => file))];
  const suites = files.map((file) => {
    const tests = [
      ...told.filter((error) => error.file === file).map(errorTest),
      ...models.filter((model) => model.file === file).map((model) => modelTest(model, failOn)),
    ];
    return {
      tests,
      xml: element(
        'testsuite',
        { name: file, ...totals(tests) },
        tests.map(({ xml }) => xml),
      ),
    };
  });
  const all = suites.flatMap(({ tests }) => tests);
  const root = element(
    'testsuites',
    { name: 'gradline', ...totals(all) },
    suites.map(({ xml }) => xml),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}`;
}

function totals(tests: readonly Test[]): Readonly<Record<string, string | number>> {
  const count = (outcome: Test['outcome']): number => tests.filter((test) => test.outcome === outcome).length;
  const seconds = tests.reduce((sum, test) => sum + test.seconds, 0);
  return { tests: tests.length, failures: count('failure'), errors: count('error'), time: seconds.toFixed(3) };
}

function modelTest(model: ModelReport, failOn: FailOn): Test {
  const failing = model.findings.filter((finding) => countsAsFailure(finding, failOn));
  const others = model.findings.filter((finding) => !failing.includes(finding));
  const seconds = model.durationMs / 1000;
  const xml = element('testcase', { name: model.name, classname: model.file, time: seconds.toFixed(3) }, [
    ...(failing.length > 0
      ? [element('failure', { type: failing[0].code, message: failing[0].message }, failing.map(findingText))]
      : []),
    ...(others.length > 0 ? [element('system-out', {}, others.map(findingText))] : []),
  ]);
  return { xml, outcome: failing.length > 0 ? 'failure' : 'passed', seconds };
}

function errorTest({ file, range, code, message }: ProbeError): Test {
  const place = range ? `${file}:${range.start.line + 1}` : file;
  const xml = element('testcase', { name: code, classname: file, time: '0.000' }, [
    element('error', { type: code, message }, [escapeXml(`${place}: ${message}`)]),
  ]);
  return { xml, outcome: 'error', seconds: 0 };
}

function findingText(finding: Finding): string {
  const { severity, code, file, range, known } = finding;
  const note = known ? ' (in the baseline)' : '';
  return escapeXml(`${severity} ${code} ${file}:${range.start.line + 1}${note}: ${messageWithPlaces(finding)}`);
}

/** @param children XML, each on lines of its own */
function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  children: readonly string[],
): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`);
  const start = `<${name}${written.join('')}`;
  return children.length === 0 ? `${start}/>` : `${start}>\n${children.join('\n')}\n</${name}>`;
}

/** The text for XML, without the control characters that XML cannot hold. */
function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '�')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
