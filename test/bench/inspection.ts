import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { demoConnection } from '../../src/aws/connection';
import { AwsApis } from '../../src/aws/awsApis';
import { buildReport } from '../../src/core/report';
import { Inspector } from '../../src/inspect/inspector';
import { EVERYTHING } from '../../src/inspect/ways/installedProbe';
import { startLocalLambda } from '../../src/local';
import { PROBE_PROTOCOL, type ProbeRequest } from '../../src/protocol';
import { runCommand } from '../harness/command';
import { canInstallDebianPackages, installDebianPackages } from '../harness/debianPackages';
import { ListedFunctions } from '../harness/listedFunctions';
import { projectRoot } from '../harness/projectRoot';
import { silentLog } from '../unit/aws/fakeLambda';
import { benchFirstReport } from './firstReport';
import { milliseconds, sideBySide, table } from './measure';
import { rounds } from './options';

const ROUNDS = rounds(5);
const PAGE_SIZE = 1000;
const REGION = 'us-east-1';
/** Where Debian's package puts it. */
const AWS = '/usr/bin/aws';
const commandsOf2022 = ['whoami', 'ls -l /', 'ls -l /bin', 'cat /etc/mtab', 'cat /proc/mounts', 'df -h'];

/** From "inspect" to the report, beside what was done in 2022 and beside one raw Invoke. */
export async function benchInspection(): Promise<string> {
  if (!existsSync(AWS) && canInstallDebianPackages()) {
    await installDebianPackages(['awscli']);
  }
  const rows: string[][] = [];
  let head: string[] = [];
  for (const latencyMs of [0, 40, 150]) {
    const { measures, invokes } = await measureWith(latencyMs);
    head = Object.keys(measures);
    rows.push([`${latencyMs} ms`, ...Object.values(measures).map(milliseconds)]);
    if (latencyMs === 150) {
      rows.push(['Invokes', ...head.map(name => String(invokes.get(name) ?? ''))]);
    }
  }
  return `## One inspection

${ROUNDS} rounds against the local endpoint with the latency of the first column added before each answer. \`cmd-function\` is the
function recorded in 2022, which runs one shell command an Invoke; \`this-machine\` is the probe, run for real, each time in a
warm environment. What the functions themselves take is part of all columns. Not measured: drawing the report, and
starting an environment on Lambda.${existsSync(AWS) ? '' : ' The AWS CLI was not to be had on this machine.'}

${table(['latency', ...head], rows)}

${await benchFirstReport()}`;
}

async function measureWith(latencyMs: number) {
  const lambda = await startLocalLambda({ distDir: path.join(projectRoot, 'dist'), demo: true, latencyMs });
  const folder = mkdtempSync(path.join(tmpdir(), 'efs-mount-inspector-bench-'));
  const credentials = lambda.accessKey;
  const sdk = new LambdaClient({ endpoint: lambda.url, region: REGION, credentials });
  const apis = new AwsApis({
    log: silentLog,
    mfaCode: () => Promise.resolve(undefined),
    demoKey: () => credentials,
  });
  try {
    const connection = demoConnection(lambda.url);
    const listed = await ListedFunctions.of(apis, connection);
    const inspector = new Inspector({
      apis,
      guard: listed.guard,
      deadlineSeconds: () => 10,
      pageSize: () => PAGE_SIZE,
    });
    const inspect = async (name: string) => {
      buildReport(await inspector.inspect(listed.find(name), { signal: never }));
    };
    const mountPath = listed.find('this-machine').target.fileSystem.localMountPath;
    const probeRequest: ProbeRequest = {
      probe: PROBE_PROTOCOL,
      want: EVERYTHING,
      mountPath,
      list: { path: mountPath, limit: PAGE_SIZE },
      deadlineMs: 10_000,
    };
    const invoke = async (name: string, event: unknown) => {
      const { FunctionError, LogResult } = await sdk.send(
        new InvokeCommand({ FunctionName: name, Payload: JSON.stringify(event), LogType: 'Tail' }),
      );
      if (FunctionError !== undefined) {
        throw new Error(Buffer.from(LogResult ?? '', 'base64').toString());
      }
    };
    const invokeFromShell = (command: string) =>
      runCommand(
        AWS,
        [
          ...['--region', REGION, '--endpoint-url', lambda.url, 'lambda', 'invoke'],
          ...[
            '--function-name',
            'cmd-function',
            '--log-type',
            'Tail',
            '--payload',
            JSON.stringify({ Cmd: command }),
          ],
          ...['--cli-binary-format', 'raw-in-base64-out', path.join(folder, 'response.json')],
        ],
        {
          env: {
            ...process.env,
            AWS_ACCESS_KEY_ID: credentials.accessKeyId,
            AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
          },
        },
      );
    const allFromShell = async () => {
      for (const command of commandsOf2022) {
        await invokeFromShell(command);
      }
    };
    const all = async () => {
      for (const command of commandsOf2022) {
        await invoke('cmd-function', { Cmd: command });
      }
    };
    const tasks: Record<string, () => Promise<void>> = {
      'one raw Invoke of `cmd-function`': () => invoke('cmd-function', { Cmd: 'whoami' }),
      'six raw Invokes': all,
      ...(existsSync(AWS) ? { 'six `aws lambda invoke`, as in 2022': allFromShell } : {}),
      'inspect `cmd-function`': () => inspect('cmd-function'),
      'one raw Invoke of `this-machine`': () => invoke('this-machine', probeRequest),
      'inspect `this-machine`': () => inspect('this-machine'),
    };
    const invokes = new Map<string, number>();
    for (const [name, task] of Object.entries(tasks)) {
      const before = lambda.calls.length;
      await task();
      invokes.set(name, lambda.calls.slice(before).filter(({ operation }) => operation === 'Invoke').length);
    }
    return { measures: await sideBySide(tasks, ROUNDS), invokes };
  } finally {
    rmSync(folder, { recursive: true });
    sdk.destroy();
    apis.dispose();
    await lambda.close();
  }
}

const never = new AbortController().signal;
