/**
 * Writes the lines of a listing about fixes: the proven ones with the lines that they change, and what else was tried.
 */

import { listedFaults, type Finding, type Fix, type TextEdit } from '../../report/finding';
import { nothingProven } from '../../report/fixes/search-words';
import type { ModelReport } from '../../report/report';
import { applyEdits } from '../../fixes/edits/apply-edits';
import { indentation, type ListingPage, wrappedSentence } from './page';
import { cutToWidth } from './terminal';

/** For each finding, the fixes that no finding before it has listed. */
export function fixLines(
  model: ModelReport,
  texts: ReadonlyMap<string, string>,
  page: ListingPage,
): ReadonlyMap<Finding, readonly string[]> {
  const listed = new Set<string>();
  // The changes of the other fixes are in the JSON report.
  const all = model.findings.flatMap(({ fixes }) => fixes);
  const best = all.find(({ proof }) => proof.healthy) ?? all.at(0);
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

function titleLines(fix: Fix, page: ListingPage): string[] {
  const rest = fix.proof.healthy ? '' : ' · other findings stay';
  return [
    ...wrappedSentence(`fix: ${fix.title}${rest}`, page).map((line) => page.paint('green', line)),
    ...(fix.note === undefined ? [] : wrappedSentence(fix.note, page, indentation.repeat(2))),
  ];
}

function changes({ edits }: Fix, texts: ReadonlyMap<string, string>, page: ListingPage): string[] {
  return [...new Set(edits.map(({ file }) => file))].flatMap((file) =>
    changedLines(
      texts.get(file) ?? '',
      edits.filter((edit) => edit.file === file),
      page,
    ),
  );
}

/** The lines that edits change, before and after, as a diff shows them. */
function changedLines(text: string, edits: readonly TextEdit[], { paint, width }: ListingPage): string[] {
  const lines = text.split(/\r?\n/);
  const room = width === undefined ? undefined : width - 2 * indentation.length - 2;
  const show = (sign: string, line: string): string =>
    paint('dim', `${indentation.repeat(2)}${sign} ${cutToWidth(line, room)}`.trimEnd());
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
    const outdent = outdented([...gone, ...fresh]);
    return [
      ...gone.map((line) => show('-', outdent(line))),
      ...fresh.filter((line) => line.trim() !== '').map((line) => show('+', outdent(line))),
    ];
  });
}

/** Takes from each line the blanks that all of them begin with; tabs count as two. */
function outdented(lines: readonly string[]): (line: string) => string {
  const plain = (line: string): string => line.replaceAll('\t', '  ').trimEnd();
  const indents = lines.map(plain).flatMap((line) => (line === '' ? [] : [line.length - line.trimStart().length]));
  const common = indents.length > 0 ? Math.min(...indents) : 0;
  return (line) => plain(line).slice(common);
}

interface Group {
  readonly first: number;
  readonly last: number;
  readonly own: readonly TextEdit[];
}

/** The edits in groups, one for each run of neighboring lines. */
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

/** The faults that no proven fix mends, where none of the fixes makes the whole model healthy. */
function openCodes(findings: readonly Finding[]): readonly string[] {
  if (findings.some(({ fixes }) => fixes.some(({ proof }) => proof.healthy))) return [];
  const open = listedFaults(findings).filter(({ fixes }) => fixes.length === 0);
  return [...new Set(open.map(({ code }) => code))];
}

/** The line about what was tried without success; with the numbers of the best attempt where no fix is proven. */
export function triedLines(model: ModelReport, page: ListingPage): string[] {
  const { findings, triedFixes = [] } = model;
  const nothing = nothingProven(model);
  const best = triedFixes.at(0);
  if (nothing === undefined && !best) return [];
  const names = triedFixes.map(({ change }) => change).join('; ');
  const open = openCodes(findings);
  const text =
    nothing === undefined
      ? `${open.length > 0 ? `No fix of ${open.join(', ')} is proven; ` : ''}tried without success: ${names}`
      : `No fix is proven: ${nothing}${best ? ` The best attempt, ${best.change}: ${best.reason}` : ''}`;
  return wrappedSentence(text, page).map((line) => page.paint('dim', line));
}
