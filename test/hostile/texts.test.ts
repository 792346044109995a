import assert from 'node:assert/strict';
import type { Capture } from '../../src/core/capture/capture';
import { decodeReport, encodeReport } from '../../src/core/export/encode';
import { failureToMarkdown } from '../../src/core/export/failureMarkdown';
import { failureToJson, reportToJson } from '../../src/core/export/reportToJson';
import { reportToMarkdown } from '../../src/core/export/reportMarkdown';
import { failureSummary, reportSummary } from '../../src/core/export/summary';
import type { FailureCode } from '../../src/core/failure/failureCode';
import { explainFailure, type MountFailure } from '../../src/core/failure/mountFailure';
import { makeProblem } from '../../src/core/humanError';
import type { LambdaFunction } from '../../src/core/lambdaFunction';
import { createTranslate } from '../../src/core/translate';
import type { FileSystemSetup } from '../../src/core/mount/fileSystemSetup';
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
import { checkSections } from '../../src/inspect/ways/response';
import { hoverAt, hoverMarkdown } from '../../src/template';
import { change, efs, read } from '../unit/template/templates';
import { failed, healthyOptions, lambdaFunction, ok, probeCapture } from '../unit/core/captures';

const t = createTranslate();
const locale = 'en';
const at = '2026-11-22T12:00:00.000Z';

/** What a text from outside may be. */
const texts: Readonly<Record<string, string>> = {
  'of 5 MB': 'x'.repeat(5_000_000),
  'that grow where they are shown': '\u202E'.repeat(50_000),
  'of bidirectional controls': 'a\u202Eb\u2066c\u2067d\u2069e\u200Ff\u061Cg',
  'of escape sequences': '\x1B[31mred\x1B]8;;https://evil.example\x07link\x1B]8;;\x07\x9B0m\x7F\0',
  'of what has no width': 'a\u200Bb\uFEFFc\u2060d\u00ADe\u{E0041}f\u3164g',
  'of several lines': 'a\nb\r\nc\u2028d\u2029e\u0085f\n\n# heading\n| a | b |\n',
  'of half characters': 'a\uD800b\uDC80c\uDCFF',
  'of addresses': 'https://evil.example/x www.evil.example me@evil.example ftp://evil.example HTTP://x WWW.x',
  'of links':
    '[x](command:evil) ![i](https://evil.example/i.png) <a href="command:evil">y</a> <https://evil.example>',
  'of link definitions': '[x]\n\n[x]: https://evil.example\n',
  'of icons': '$(alert)$(trash~spin)',
  'of fences': '` `` ``` ~~~ | \\ | \\` &#91;x&#93;(command:evil)',
  'of nothing but backticks and blanks': '` '.repeat(200_000),
};

/** Of a text in the middle of a table: `parsers.test.ts` has tables of megabytes. */
const MOST_IN_TABLE = 6000;

/** As the kernel writes it into its tables. */
function inTable(text: string): string {
  return text
    .slice(0, MOST_IN_TABLE)
    .replace(/[ \t\n\\#]/g, character => `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`);
}

function functionOf(text: string, ids = 2): LambdaFunction {
  const many = Array.from({ length: ids }, () => text);
  return {
    ...lambdaFunction(),
    arn: text,
    name: text,
    region: text,
    accountId: text,
    description: text,
    runtime: text,
    handler: text,
    architecture: text,
    role: text,
    vpcId: text,
    subnetIds: many,
    securityGroupIds: many,
    fileSystem: { kind: 'efs', arn: text, localMountPath: text, accessPointId: text, fileSystemId: text },
    lastModified: text,
    origin: { kind: 'recorded', on: text },
  };
}

function setupOf(text: string): FileSystemSetup {
  const target = {
    id: text,
    subnetId: text,
    vpcId: text,
    zone: text,
    lifeCycleState: text,
    securityGroups: { ok: true, value: [text, text] },
  } as const;
  return {
    readAt: at,
    accessPoint: {
      ok: true,
      value: {
        id: text,
        fileSystemId: text,
        lifeCycleState: text,
        rootDirectory: { path: text, creationInfo: { uid: 1, gid: 1, permissions: text } },
      },
    },
    fileSystem: {
      ok: true,
      value: {
        id: text,
        name: text,
        lifeCycleState: text,
        throughputMode: text,
        performanceMode: text,
        sizeBytes: '1',
        zone: text,
      },
    },
    mountTargets: { ok: true, value: Array.from({ length: 12 }, () => target) },
    policy: { ok: false, action: text, problem: makeProblem('access-denied', { reason: text }) },
  };
}

const statistics = '10 10 0 1000 2000 1 2 3 0';

/** What a probe answers. */
function probeCaptureOf(text: string): Capture {
  const [point, word] = [inTable(text), inTable(text).replace(/[,="]/g, '_')];
  const options = `${healthyOptions.replace('hard', 'soft')},lookupcache=${word},${word},${word}=${word}`;
  const mounts = `${point} ${point} nfs4 ${options} 0 0\n${point} /other ${word} rw 0 0\n${text.slice(0, MOST_IN_TABLE)}\n`;
  const stats = [
    `device ${point} mounted on ${point} with fstype nfs4 statvers=1.1`,
    `\topts:\t${options}`,
    `\txprt:\ttcp 832 0 1 0 0 9 9 0 9 0 2 0 0`,
    '\tper-op statistics',
    `\t        READ: ${statistics}`,
    `\t  ${word.replace(/:/g, '_')}: ${statistics}`,
    '',
  ].join('\n');
  const names = [text, text, text];
  return probeCapture(
    {
      identity: ok({ uid: 1, gid: 1, user: text, groups: [1] }),
      runtime: ok({
        node: text,
        kernel: text,
        architecture: text,
        region: text,
        executionEnvironment: text,
        functionName: text,
        functionVersion: text,
        coldStart: true,
        uptimeSeconds: 1,
      }),
      mounts: ok(mounts),
      mtab: ok(mounts),
      mountstats: ok({ before: stats, after: stats }),
      usage: ok([{ mountPoint: text, result: failed(text, text) }]),
      list: {
        ok: false,
        error: { code: text, message: text },
        ms: 1,
        partial: {
          path: text,
          names,
          types: '-ld',
          modes: [0o100644, 0o120777, -1],
          links: [1, 1, 1],
          uids: [1, 1, 1],
          gids: [1, 1, 1],
          sizes: ['1', '1', '1'],
          modified: [1, 1, 1],
          targets: { 1: text },
          errors: { 2: text },
          cursor: text,
          changed: true,
        },
      },
      tools: ok({ bin: [text, text] }),
    },
    {
      target: functionOf(text),
      invocation: { count: 1, durationMs: 1, executedVersion: text, logTail: text },
      unresponsive: [text],
    },
  );
}

/** What a shell handler answers. */
function shellCaptureOf(text: string): Capture {
  const point = inTable(text);
  const part = text.slice(0, MOST_IN_TABLE);
  const word = part.replace(/\s/g, '_');
  const outputs: Readonly<Record<string, string>> = {
    'cat /proc/mounts': `${point} ${point} nfs4 ${healthyOptions} 0 0\n`,
    'df -h': `Filesystem Size Used Avail Use% Mounted on\n${word} 8.0E 0 8.0E 0% ${part}\n`,
    whoami: text,
    id: `uid=1(${text}) gid=1(${text}) groups=1(${text})`,
    'ls -l /mnt/efs': `total 1\n-rw-r--r-- 1 ${word} ${word} 12 Nov 13 13:03 ${part}\nlrwxrwxrwx 1 ${word} ${word} 1 Nov 13 13:03 a -> ${part}\n`,
    [text]: text,
  };
  return {
    ...probeCaptureOf(text),
    way: 'shell-handler',
    probe: {},
    commands: [
      ...Object.entries(outputs).map(([command, output]) => ({ command, output: ok(output) })),
      { command: `cat ${text}`, output: failed<string>(text, text) },
    ],
  };
}

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
    ...textsIn(describeChecked(setup, [text], t)),
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

/** What hides, reorders or breaks text, however {@link visible} finds it. */
const hidden =
  /[\0-\x1F\x7F-\x9F\u00AD\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\u3164\uFEFF\u{E0000}-\u{E007F}\uD800-\uDFFF]/u;

function assertVisible(shown: string): void {
  const found = hidden.exec(shown);
  assert.ok(!found, `U+${found?.[0].codePointAt(0)?.toString(16)} in ${excerpt(shown, found?.index)}`);
}

function excerpt(shown: string, index = 0): string {
  return JSON.stringify(shown.slice(Math.max(0, index - 60), index + 60));
}

/** What a reader of Markdown makes links, images or elements of, where no code holds it. */
const live = /:\/\/|www\.|\]\(|!\[|^\s*\[[^\]]*\]:|<(?!\/?code>|br>)|[\w.]@[\w.]/im;

/** Without fences, code, and the links to pages that findings name themselves. */
function outsideCode(markdown: string, sources: readonly string[]): string {
  const prose = markdown.replace(/^(`{3,})text\n[^]*?\n\1$/gm, '').replace(/`[^`\n]*`/g, '');
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
