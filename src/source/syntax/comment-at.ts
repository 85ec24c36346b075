/** Finds the comment around an offset of a file, and tells comments from code that merely holds the same words. */

import ts from 'typescript';

/**
 * @param length of the words at the offset
 * @returns the comment that holds them; undefined where they lie in code, such as in a string
 */
export function commentAt(source: ts.SourceFile, offset: number, length: number): ts.CommentRange | undefined {
  let node: ts.Node = source;
  // The offset from which to read tokens between the children of `node`: braces, keywords, commas.
  let from = 0;
  for (;;) {
    let child: ts.Node | undefined;
    let before = node === source ? 0 : node.pos;
    ts.forEachChild(node, (inner) => {
      if (inner.end <= offset) before = Math.max(before, inner.end);
      else if (inner.pos <= offset && inner.end > inner.pos) child ??= inner;
    });
    from = before;
    if (!child) break;
    node = child;
    if (offset < node.getStart(source)) {
      from = node.pos;
      break;
    }
  }
  // Strings, templates, regular expressions and text of JSX have no children.
  if (
    node !== source &&
    offset >= node.getStart(source) &&
    ts.isToken(node) &&
    node.kind !== ts.SyntaxKind.EndOfFileToken
  )
    return undefined;
  const scanner = ts.createScanner(
    ts.ScriptTarget.ESNext,
    false,
    source.languageVariant,
    source.text,
    undefined,
    from,
    offset + length - from,
  );
  scanner.setText(source.text, from);
  for (let token = scanner.scan(); token !== ts.SyntaxKind.EndOfFileToken; token = scanner.scan()) {
    const pos = scanner.getTokenStart();
    if (pos > offset) return undefined;
    const end = scanner.getTokenEnd();
    if (end <= offset) continue;
    return token === ts.SyntaxKind.SingleLineCommentTrivia || token === ts.SyntaxKind.MultiLineCommentTrivia
      ? { pos, end, kind: token }
      : undefined;
  }
  return undefined;
}

/** Whether nothing but the comment's own marks stands before the offset on its line. */
export function beginsComment(text: string, comment: ts.CommentRange, at: number): boolean {
  const line = text.slice(Math.max(comment.pos, text.lastIndexOf('\n', at) + 1), at);
  return /^\s*(?:\/\/+|\/\*+|\*+)?\s*$/.test(line);
}
