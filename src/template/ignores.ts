import type { TemplateFinding } from './templateFinding';
import type { Range } from './read/nodes';

/** Codes that a comment takes back for a part of a template. */
interface Ignored {
  readonly codes: readonly string[];
  readonly range: Range;
}

/** Findings without those that a comment such as `# efs-mount-inspector: ignore short-timeout` takes back. */
export function withoutIgnored(
  text: string,
  findings: readonly TemplateFinding[],
): readonly TemplateFinding[] {
  const ignored = text.includes('efs-mount-inspector:') ? ignoredIn(text) : [];
  return findings.filter(
    ({ code, range }) =>
      !ignored.some(
        ({ codes, range: { start, end } }) =>
          codes.includes(code) && start <= range.start && range.start <= end,
      ),
  );
}

const comment = /#\s*efs-mount-inspector:\s*ignore\s+([a-z0-9-]+(?:\s*,\s*[a-z0-9-]+)*)/;

interface Line {
  readonly start: number;
  readonly text: string;
}

/** A comment behind something is of its line; one on a line of its own is of the next line and all that is below it. */
function ignoredIn(text: string): readonly Ignored[] {
  const lines = linesOf(text);
  return lines.flatMap((line, index): readonly Ignored[] => {
    const match = comment.exec(line.text);
    if (!match) {
      return [];
    }
    const codes = (match[1] ?? '').split(',').map(code => code.trim());
    const isAlone = line.text.slice(0, match.index).trim() === '';
    return [{ codes, range: isAlone ? rangeBelow(lines, index) : { start: line.start, end: endOf(line) } }];
  });
}

function rangeBelow(lines: readonly Line[], comment: number): Range {
  const first = lines.findIndex((line, index) => index > comment && !isBlank(line));
  const head = lines[first];
  if (!head) {
    return { start: 0, end: -1 };
  }
  const next = lines.findIndex(
    (line, index) => index > first && !isBlank(line) && indentOf(line) <= indentOf(head),
  );
  const last = lines[next < 0 ? lines.length - 1 : next - 1] ?? head;
  return { start: head.start, end: endOf(last) };
}

function linesOf(text: string): readonly Line[] {
  let start = 0;
  return text.split('\n').map(line => {
    const at = start;
    start += line.length + 1;
    return { start: at, text: line };
  });
}

function endOf({ start, text }: Line): number {
  return start + text.length;
}

function isBlank({ text }: Line): boolean {
  return /^\s*(?:#|$)/.test(text);
}

function indentOf({ text }: Line): number {
  return text.length - text.trimStart().length;
}
