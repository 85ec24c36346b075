/** Finds the comments of a file that begin with `gradline:`, and the text of each directive. */

import ts from 'typescript';
import { beginsComment, commentAt } from '../syntax/comment-at';
import type { Span } from '../syntax/literal';

/** One `gradline:` and what follows it. */
export interface DirectiveComment extends Span {
  /** The file's text up to `end`, with all but the directive blanked out, so that offsets stay those of the file. */
  readonly text: string;
  /** Where its settings begin, behind the colon. */
  readonly from: number;
  /** Where the whole comment begins and ends. */
  readonly comment: Span;
  /** Whether code stands before it on its line. */
  readonly trails: boolean;
}

const mark = 'gradline:';

/** The directives in the order of the text. A file that does not name Gradline costs one search. */
export function directiveComments(source: ts.SourceFile): DirectiveComment[] {
  const { text } = source;
  const found: DirectiveComment[] = [];
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + mark.length)) {
    const before = found.at(-1);
    if (before && at < before.end) continue;
    const comment = commentAt(source, at, mark.length);
    if (comment && beginsComment(text, comment, at)) found.push(read(text, comment, at));
  }
  return found;
}

function read(text: string, comment: ts.CommentRange, at: number): DirectiveComment {
  const isBlock = comment.kind === ts.SyntaxKind.MultiLineCommentTrivia;
  const from = at + mark.length;
  const whole = { start: comment.pos, end: comment.end };
  const trails = text.slice(text.lastIndexOf('\n', comment.pos) + 1, comment.pos).trim() !== '';
  const { end, said } = isBlock ? inBlock(text, comment, from) : inLines(text, comment, from);
  return {
    start: at,
    end,
    from,
    text: blank(text.slice(0, from)) + said,
    comment: { start: whole.start, end: Math.max(whole.end, end) },
    trails,
  };
}

/**
 * The text of a directive in a block comment, up to the next directive or the comment's end, without the stars in front
 * of lines.
 */
function inBlock(text: string, comment: ts.CommentRange, from: number): { end: number; said: string } {
  const inside = text.slice(from, comment.end - 2);
  const next = /^[ \t]*\**[ \t]*gradline:/m.exec(inside)?.index ?? inside.length;
  const said = inside
    .slice(0, next)
    .replace(/(\n[ \t]*)(\*+)/g, (_, indent: string, stars: string) => indent + blank(stars))
    .replace(/\*+$/, blank);
  return { end: from + said.length, said };
}

/**
 * The text of a directive in line comments: after an open list or object, or a comma, it goes on in the comment below.
 */
function inLines(text: string, comment: ts.CommentRange, from: number): { end: number; said: string } {
  let said = text.slice(from, comment.end);
  let end = comment.end;
  for (;;) {
    const next = /^(\r?\n[ \t]*\/\/+)([^\r\n]*)/.exec(text.slice(end));
    if (!next) return { end, said };
    const [all, lead, more] = next;
    if (
      more.trimStart().startsWith(mark) ||
      !(isOpen(said) || (/,\s*$/.test(said) && /^\s*[A-Za-z_$][\w$.]*\s*=/.test(more)))
    )
      return { end, said };
    said += lead.replaceAll('/', ' ') + more;
    end += all.length;
  }
}

function isOpen(said: string): boolean {
  const scanner = ts.createScanner(ts.ScriptTarget.ESNext, true, ts.LanguageVariant.Standard, said);
  let depth = 0;
  for (let token = scanner.scan(); token !== ts.SyntaxKind.EndOfFileToken; token = scanner.scan()) {
    if (token === ts.SyntaxKind.OpenBracketToken || token === ts.SyntaxKind.OpenBraceToken) depth++;
    if (token === ts.SyntaxKind.CloseBracketToken || token === ts.SyntaxKind.CloseBraceToken) depth--;
  }
  return depth > 0;
}

function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}
