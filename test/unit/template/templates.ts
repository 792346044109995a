import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { isMap, isScalar, isSeq, parseDocument, type CollectionTag, type Node, type ScalarTag } from 'yaml';
import { createTranslate } from '../../../src/core/translate';
import {
  checkTemplate,
  describeTemplateFix,
  describeRelated,
  describeTemplateFinding,
  readTemplate,
  type TemplateFix,
  type Template,
  type TemplateFinding,
  type TextEdit,
} from '../../../src/template';

const t = createTranslate();

/** The complete template of a function with EFS, with one mount target and nothing wrong. */
export const efs = fixture('function-2022.yaml');

/** The same for S3 Files. */
export const s3Files = fixture('s3-files.yaml');

/** The same for the Serverless Framework. */
export const serverless = fixture('serverless.yml');

function fixture(name: string): string {
  return readFileSync(`test/fixtures/templates/${name}`, 'utf8');
}

/** Replaces parts of a template; each has to be there exactly once. */
export function change(
  template: string,
  ...changes: readonly (readonly [from: string, to: string])[]
): string {
  return changes.reduce((text, [from, to]) => {
    assert.equal(text.split(from).length, 2, `${from} is not in the template exactly once`);
    return text.replace(from, () => to);
  }, template);
}

/** A template in both kinds and both formats. */
export function variants(template: string): readonly { name: string; text: string }[] {
  return [
    { name: 'SAM in YAML', text: template },
    { name: 'SAM in JSON', text: toJson(template) },
    { name: 'CloudFormation in YAML', text: toCloudFormation(template) },
    { name: 'CloudFormation in JSON', text: toJson(toCloudFormation(template)) },
  ];
}

export function toCloudFormation(template: string): string {
  return template
    .replace('Transform: AWS::Serverless-2016-10-31\n', '')
    .replaceAll('Type: AWS::Serverless::Function', 'Type: AWS::Lambda::Function')
    .replaceAll(/CodeUri: s3:\/\/(.+)\/(.+)/g, 'Code: {S3Bucket: $1, S3Key: $2}');
}

const names = [
  'Equals',
  'FindInMap',
  'GetAZs',
  'GetAtt',
  'If',
  'ImportValue',
  'Join',
  'Not',
  'Or',
  'And',
  'Select',
  'Split',
  'Sub',
];
const tags = ['Ref', 'Condition', ...names].flatMap((name): (ScalarTag | CollectionTag)[] => [
  { tag: `!${name}`, resolve: text => text },
  { tag: `!${name}`, collection: 'seq', resolve: list => list },
]);

/** The same template in JSON, with intrinsic functions in their long spelling. */
export function toJson(template: string): string {
  const document = parseDocument(template, { customTags: tags });
  return JSON.stringify(plain(document.contents), undefined, 2);
}

function plain(node: unknown): unknown {
  const value = isMap(node)
    ? Object.fromEntries(node.items.map(({ key, value }) => [String(key), plain(value)]))
    : isSeq(node)
      ? node.items.map(plain)
      : isScalar(node)
        ? node.value
        : null;
  const tag = (node as Node | null)?.tag;
  if (!tag?.startsWith('!') || tag.startsWith('!!')) {
    return value;
  }
  const name = tag.slice(1);
  return { [names.includes(name) ? `Fn::${name}` : name]: value };
}

export function read(text: string): Template {
  const template = readTemplate(text);
  assert.ok(template, 'not recognised as a template');
  return template;
}

/** Also tries that a text as Windows writes it, with CRLF and a byte order mark, gives the same. */
export function check(text: string): readonly TemplateFinding[] {
  const findings = checkTemplate(read(text));
  if (!text.includes('\r') && !text.startsWith('\uFEFF')) {
    for (const windows of [text.replaceAll('\n', '\r\n'), `\uFEFF${text}`]) {
      assert.deepEqual(essence(windows, checkTemplate(read(windows))), essence(text, findings));
    }
  }
  return findings;
}

/** What is found, where, and what its fixes make of the text, whatever ends its lines. */
function essence(text: string, findings: readonly TemplateFinding[]): unknown {
  const plainText = (of: string) => of.replace('\uFEFF', '').replaceAll('\r\n', '\n');
  return findings.map(finding => ({
    found: spell(finding),
    subject: finding.subject,
    at: plainText(at(text, finding)),
    fixed: finding.fixes.map(({ edits }) => plainText(apply(text, edits))),
  }));
}

/** The codes of what is found, in the order of the text. */
export function codes(text: string): readonly string[] {
  return check(text).map(({ code }) => code);
}

/** The codes of what is found with a severity. */
export function severities(text: string): readonly string[] {
  return check(text).map(spell);
}

function spell({ code, severity }: TemplateFinding): string {
  return `${severity} ${code}`;
}

/** The only finding of a template. */
export function only(text: string): TemplateFinding {
  const [finding, ...others] = check(text);
  assert.deepEqual(
    others.map(({ code }) => code),
    [],
  );
  assert.ok(finding, 'nothing is found');
  return finding;
}

/** The text that a finding is on. */
export function at(text: string, { range }: Pick<TemplateFinding, 'range'>): string {
  return text.slice(range.start, range.end);
}

/**
 * In all four kinds of template exactly this is found, with this severity and in whole words, and its fix, if it has
 * one, leaves nothing.
 */
export function finds(found: string, template: string, { fixed = false } = {}): void {
  for (const { name, text } of variants(template)) {
    const findings = check(text);
    assert.deepEqual(findings.map(spell), [found], name);
    for (const finding of findings) {
      const sentences = [
        describeTemplateFinding(finding, t).message,
        ...finding.related.map(related => describeRelated(related, t)),
        ...finding.fixes.map(fix => describeTemplateFix(fix, t)),
      ];
      for (const sentence of sentences) {
        assert.doesNotMatch(sentence, /\{\d\}|undefined|  | [.,]/, name);
      }
      assert.ok(finding.sources.length > 0, name);
      if (fixed) {
        assert.deepEqual(codes(apply(text, firstFix(finding).edits)), [], name);
      } else {
        assert.deepEqual(finding.fixes, [], name);
      }
    }
  }
}

/** In all four kinds of template nothing is found. */
export function findsNothing(template: string): void {
  for (const { name, text } of variants(template)) {
    assert.deepEqual(severities(text), [], name);
  }
}

export function firstFix(finding: TemplateFinding): TemplateFix {
  const [fix] = finding.fixes;
  assert.ok(fix, `${finding.code} offers no fix`);
  return fix;
}

/** The text after edits, as an editor applies them. */
export function apply(text: string, edits: readonly TextEdit[]): string {
  return [...edits]
    .sort((a, b) => b.range.start - a.range.start)
    .reduce(
      (edited, { range, text: added }) => edited.slice(0, range.start) + added + edited.slice(range.end),
      text,
    );
}
