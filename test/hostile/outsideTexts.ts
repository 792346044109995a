import assert from 'node:assert/strict';
import type { Capture } from '../../src/core/capture/capture';
import { makeProblem } from '../../src/core/humanError';
import type { LambdaFunction } from '../../src/core/lambdaFunction';
import type { FileSystemSetup } from '../../src/core/mount/fileSystemSetup';
import { failed, healthyOptions, lambdaFunction, ok, probeCapture } from '../unit/core/captures';

const at = '2026-11-22T12:00:00.000Z';

/** What a text from outside may be. */
export const texts: Readonly<Record<string, string>> = {
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

export function functionOf(text: string, ids = 2): LambdaFunction {
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

export function setupOf(text: string): FileSystemSetup {
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
export function probeCaptureOf(text: string): Capture {
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
export function shellCaptureOf(text: string): Capture {
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

/** What hides, reorders or breaks text, however {@link visible} finds it. */
const hidden =
  /[\0-\x1F\x7F-\x9F\u00AD\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\u3164\uFEFF\u{E0000}-\u{E007F}\uD800-\uDFFF]/u;

export function assertVisible(shown: string): void {
  const found = hidden.exec(shown);
  assert.ok(!found, `U+${found?.[0].codePointAt(0)?.toString(16)} in ${excerpt(shown, found?.index)}`);
}

export function excerpt(shown: string, index = 0): string {
  return JSON.stringify(shown.slice(Math.max(0, index - 60), index + 60));
}
