import assert from 'node:assert/strict';
import { decodeReport, encodeReport } from '../../src/core/export/encode';
import { failureToMarkdown } from '../../src/core/export/failureMarkdown';
import { failureToJson, reportToJson } from '../../src/core/export/reportToJson';
import { reportToMarkdown } from '../../src/core/export/reportMarkdown';
import { failureSummary, reportSummary } from '../../src/core/export/summary';
import type { FailureCode } from '../../src/core/failure/startFailures';
import { explainFailure, type MountFailure } from '../../src/core/failure/mountFailure';
import type { LambdaFunction } from '../../src/core/lambdaFunction';
import { createTranslate } from '../../src/core/translate';
import { buildReport, type Report } from '../../src/core/report';
import { describeChecked } from '../../src/core/words/checkedWords';
import { describeFinding } from '../../src/core/words/findingWords';
import { describeLead } from '../../src/core/words/leadWords';
import { describeFileSystemSetup } from '../../src/core/words/fileSystemSetupWords';
import { describeFailure } from '../../src/core/words/mountFailureWords';
import { describeOrigin } from '../../src/core/words/originWords';
import { describeNotRead } from '../../src/core/words/sectionWords';
import { describeVerdict } from '../../src/core/words/verdictWords';
import { describeError, inspectError } from '../../src/inspect/inspectProblems';
import { checkSections } from '../../src/inspect/ways/answerSections';
import { hoverAt, hoverMarkdown } from '../../src/template';
import { change, efs, read } from '../unit/template/templates';
import { ok, probeCapture } from '../unit/core/captures';
import {
  assertVisible,
  excerpt,
  functionOf,
  probeCaptureOf,
  setupOf,
  shellCaptureOf,
  texts,
} from './outsideTexts';

const t = createTranslate();
const locale = 'en';
const at = '2026-11-22T12:00:00.000Z';

function reportsOf(text: string): readonly Report[] {
  return [probeCaptureOf(text), shellCaptureOf(text)].map(buildReport);
}

const failureCodes: readonly FailureCode[] = [
  'efs-mount-connectivity',
  'efs-mount-failure',
  's3files-mount-connectivity',
  's3files-mount-failure',
  'efs-io',
  'mount-targets-not-available',
  'mount-targets-missing',
  'subnet-invalid',
  'kms-failed',
];

function failuresOf(text: string): readonly MountFailure[] {
  return failureCodes.flatMap(code => {
    const problem = { code, params: { reason: text } };
    return explainFailure(problem, functionOf(text, 16), setupOf(text)) ?? [];
  });
}

/** Every sentence, label and value in words that have `names` for some of their fields. */
function textsIn(words: unknown): readonly string[] {
  if (typeof words === 'string') {
    return [words];
  }
  return typeof words === 'object' && words !== null ? Object.values(words).flatMap(textsIn) : [];
}

function wordsOf(text: string): readonly string[] {
  const setup = setupOf(text);
  return [
    ...reportsOf(text).flatMap(report => [
      ...report.findings.flatMap(finding => textsIn(describeFinding(finding, t, locale))),
      ...textsIn(describeVerdict(report.verdict, t, locale)),
      ...report.notRead.map(item => describeNotRead(item, t)),
    ]),
    ...failuresOf(text).flatMap(failure => textsIn(describeFailure(failure, t, locale))),
    ...textsIn(describeFileSystemSetup(setup, functionOf(text), t, locale)),
    ...textsIn(describeChecked(setup, functionOf(text), t, locale)),
    describeOrigin({ kind: 'recorded', on: text }, t),
    ...reportsOf(text).flatMap(report => {
      const lead = describeLead(report, t, locale);
      return lead ? [lead.headline, ...lead.explanation] : [];
    }),
    describeError(inspectError('function-failed', { function: text, type: text, reason: text }), t),
    describeError(inspectError('path-not-read', { path: text, code: text, reason: text }), t),
    describeError(new Error(text), t),
  ];
}

/** What a reader of Markdown makes links, images or elements of, where no code holds it. */
const live = /:\/\/|www\.|\]\(|!\[|^\s*\[[^\]]*\]:|<(?!\/?code>|br>)|[\w.]@[\w.]/im;

/** Without fences, code, what folds them, and the links to pages that findings name themselves. */
function outsideCode(markdown: string, sources: readonly string[]): string {
  const prose = markdown
    .replace(/^(`{3,})[a-z]+\n[^]*?\n\1$/gm, '')
    .replace(/`[^`\n]*`/g, '')
    .replace(/^<details>\n<summary>(.*)<\/summary>$|^<\/details>$/gm, '$1');
  return sources.reduce((text, source) => text.replaceAll(`<${source}>`, ''), prose);
}

function assertMarkdown(markdown: string, sources: readonly string[]): void {
  for (const line of markdown.split('\n')) {
    assertVisible(line.replaceAll('\t', ''));
  }
  const prose = outsideCode(markdown, sources);
  const found = live.exec(prose);
  assert.ok(!found, `${found?.[0]} in ${excerpt(prose, found?.index)}`);
  assert.ok(markdown.length < MOST_OF_DOCUMENT, `${markdown.length} characters`);
}

function assertSummary(summary: string, sources: readonly string[]): void {
  const lines = summary.trimEnd().split('\n');
  assert.ok(lines.length <= 25);
  for (const line of lines) {
    assertVisible(line);
    assert.ok(line.length <= 1000, `${line.length} characters: ${excerpt(line)}`);
    if (!sources.includes(line)) {
      assert.doesNotMatch(line, /:\/\/|www\.|\]\(|\$\(/i);
    }
  }
}

/** Characters of one sentence, label or value. */
const MOST_OF_WORDS = 32_000;
/** Of a document for people, with all that was read as it was. */
const MOST_OF_DOCUMENT = 16_000_000;

function sourcesOf({ findings, verdict }: Report): readonly string[] {
  return [
    ...findings.flatMap(({ sources }) => sources),
    ...verdict.remainingErrors.map(({ source }) => source),
  ];
}

describe('texts from outside', function () {
  this.timeout(60_000);

  for (const [name, text] of Object.entries(texts)) {
    describe(name, () => {
      it('are short, and hide nothing in words', () => {
        const words = wordsOf(text);
        assert.ok(words.length > 60, `${words.length}`);
        for (const sentence of words) {
          assertVisible(sentence);
          assert.ok(sentence.length <= MOST_OF_WORDS, `${sentence.length}: ${excerpt(sentence)}`);
        }
      });

      it('are text in documents for people', () => {
        for (const report of reportsOf(text)) {
          assertMarkdown(reportToMarkdown(report, t, locale, setupOf(text)), sourcesOf(report));
        }
        for (const failure of failuresOf(text)) {
          assertMarkdown(failureToMarkdown(failure, at, t, locale, setupOf(text)), failure.sources);
        }
      });

      it('are one short line each, and no link, in a ticket', () => {
        for (const report of reportsOf(text)) {
          assertSummary(reportSummary(report, '1.0.0', t, locale), sourcesOf(report));
        }
        for (const explanation of failuresOf(text)) {
          const failed = { target: functionOf(text), at, message: text };
          assertSummary(failureSummary(failed, '1.0.0', t, locale), []);
          assertSummary(failureSummary({ ...failed, explanation }, '1.0.0', t, locale), explanation.sources);
        }
      });

      it('are the same data in exports for programs, with nothing hidden in them', () => {
        // What is longer does not get through the doors of a capture.
        const kept = text.slice(0, 1000);
        const capture = probeCaptureOf(kept);
        const report = buildReport({ ...capture, probe: checkSections(capture.probe) });
        const json = reportToJson(report, setupOf(kept));
        for (const line of json.split('\n')) {
          assertVisible(line);
        }
        const { function: target, directories } = JSON.parse(json) as {
          readonly function: LambdaFunction;
          readonly directories: readonly { readonly entries: readonly { readonly name: string }[] }[];
        };
        assert.equal(target.name, kept);
        assert.equal(directories[0]?.entries[0]?.name, kept);
        for (const failure of failuresOf(kept)) {
          const { function: failing, failure: why } = JSON.parse(
            failureToJson(failure, at, setupOf(kept)),
          ) as {
            function: LambdaFunction;
            failure: MountFailure;
          };
          assert.deepEqual([failing.arn, why.reason], [kept, kept]);
        }
        assert.deepEqual(decodeReport(encodeReport(report)).capture.target, report.capture.target);
      });

      it('are text in hovers over templates', () => {
        const quoted = JSON.stringify(text.slice(0, 20_000)).replace(/[\u007F-\uFFFF]/g, unit => {
          return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
        });
        const template = change(
          efs,
          ['LocalMountPath: /mnt/efs', `LocalMountPath: ${quoted}`],
          ["Uid: '1000'\n        Gid", `Uid: ${quoted}\n        Gid`],
        );
        const hover = hoverAt(read(template), template.indexOf('FileSystemConfigs:') + 1);
        assert.ok(hover);
        const markdown = hoverMarkdown(hover, t);
        assert.ok(markdown.length <= 2 * MOST_OF_WORDS, `${markdown.length}`);
        for (const line of markdown.split('\n')) {
          assertVisible(line);
        }
        // Its own links are to pages of AWS.
        const others = markdown.replace(/\]\(https:\/\/docs\.aws\.amazon\.com\/[\w./#-]+\)/g, '');
        assert.doesNotMatch(outsideCode(others, []), live);
        assert.doesNotMatch(outsideCode(others, []), /\$\(/);
      });
    });
  }

  it('do not make a document longer than anybody reads by their number', () => {
    const options = Array.from({ length: 200_000 }, (_, index) => `o${index}`).join(',');
    const bin = Array.from({ length: 20_000 }, (_, index) => `tool${index}`.padEnd(4000, 'x'));
    const mounts = ok(`fs:/ /mnt/efs nfs4 rw,soft,${options} 0 0\n`);
    const report = buildReport(probeCapture({ mounts, tools: ok({ bin }) }));
    const markdown = reportToMarkdown(report, t, locale);
    assert.ok(markdown.length < MOST_OF_DOCUMENT, `${markdown.length}`);
    assert.match(markdown, /199,0\d\d more entries are not shown here/);
    assert.match(markdown, /19,000 more entries are not shown here/);
  });
});
