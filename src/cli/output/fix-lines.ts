/** The lines of a listing about fixes: the proven ones with the lines that they change, and what else was tried. */

import type { Finding, Fix, TextEdit } from '../../report/finding';
import { formatCount } from '../../report/format';
import type { ModelReport } from '../../report/report';
import { applyEdits } from '../../fixes/edits/apply-edits';
import { indentation, type Page, sentence } from './page';
import { cut } from './terminal';

/** For each finding, the fixes that no finding before it has listed. */
export function fixLines(
  model: ModelReport,
  texts: ReadonlyMap<string, string>,
  page: Page,
): ReadonlyMap<Finding, readonly string[]> {
  const listed = new Set<string>();
  // The others' changes are in the JSON report.
  const best = model.findings.flatMap(({ fixes }) => fixes).at(0);
  return new Map(
    model.findings.map((finding) => {
      const fresh = finding.fixes.filter(({ title }) => !listed.has(title));
      for (const { title } of fresh) listed.add(title);
      return [
        finding,
        fresh.flatMap((fix) => [...titleLines(fix, page), ...(fix === best ? changes(fix, texts, page) : [])]),
      ];
    }),
  );
}

function titleLines(fix: Fix, page: Page): string[] {
  const rest = fix.proof.healthy ? '' : ' · other findings stay';
  return [
    ...sentence(`fix: ${fix.title}${rest}`, page).map((line) => page.paint('green', line)),
    ...(fix.note === undefined ? [] : sentence(fix.note, page, indentation.repeat(2))),
  ];
}

function changes({ edits }: Fix, texts: ReadonlyMap<string, string>, page: Page): string[] {
  return [...new Set(edits.map(({ file }) => file))].flatMap((file) =>
    changedLines(
      texts.get(file) ?? '',
      edits.filter((edit) => edit.file === file),
      page,
    ),
  );
}

/** The lines that edits change, before and after, as a diff shows them. */
function changedLines(text: string, edits: readonly TextEdit[], { paint, width }: Page): string[] {
  const lines = text.split(/\r?\n/);
  const room = width === undefined ? undefined : width - 2 * indentation.length - 2;
  const show = (sign: string, line: string): string =>
    paint('dim', `${indentation.repeat(2)}${sign} ${cut(line.trim().replaceAll('\t', ' '), room)}`);
  return groupsOf(edits).flatMap(({ first, last, own }) => {
    const before = lines.slice(first, last + 1);
    const moved = own.map((edit) => ({
      ...edit,
      range: {
        start: { ...edit.range.start, line: edit.range.start.line - first },
        end: { ...edit.range.end, line: edit.range.end.line - first },
      },
    }));
    const after = applyEdits(before.join('\n'), moved).split(/\r?\n/);
    const gone = before.filter((line) => !after.includes(line));
    const fresh = after.filter((line) => !before.includes(line));
    return [...gone.map((line) => show('-', line)), ...fresh.map((line) => show('+', line))];
  });
}

interface Group {
  readonly first: number;
  readonly last: number;
  readonly own: readonly TextEdit[];
}

/** Edits of the same or neighboring lines, together. */
function groupsOf(edits: readonly TextEdit[]): Group[] {
  const groups: Group[] = [];
  for (const edit of [...edits].sort((a, b) => a.range.start.line - b.range.start.line)) {
    const { start, end } = edit.range;
    const open = groups.at(-1);
    if (open && start.line <= open.last + 1)
      groups[groups.length - 1] = { ...open, last: Math.max(open.last, end.line), own: [...open.own, edit] };
    else groups.push({ first: start.line, last: end.line, own: [edit] });
  }
  return groups;
}

/** What was tried without success, in a line; the best attempt with its numbers where nothing is proven. */
export function triedLines({ findings, triedFixes }: ModelReport, page: Page): string[] {
  if (!triedFixes || triedFixes.length === 0) return [];
  const [best] = triedFixes;
  const isProven = findings.some(({ fixes }) => fixes.length > 0);
  const names = triedFixes.map(({ change }) => change).join('; ');
  const text = isProven
    ? `tried without success: ${names}`
    : `No fix is proven: ${formatCount(triedFixes.length, 'change')} tried without success. ` +
      `The best attempt, ${best.change}: ${best.reason}`;
  return sentence(text, page).map((line) => page.paint('dim', line));
}
