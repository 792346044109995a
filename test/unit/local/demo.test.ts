import { InvokeCommand, ListFunctionsCommand, type FunctionConfiguration } from '@aws-sdk/client-lambda';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { toLambdaFunction } from '../../../src/aws/toLambdaFunction';
import { buildReport } from '../../../src/core/report';
import { findMountPath } from '../../../src/local/demo/thisMachine';
import type { DirectoryPage, ListRequest, ProbeResponse, SectionName } from '../../../src/protocol';
import { unpackResponse } from '../../../src/inspect/ways/response';
import { projectRoot } from '../../harness/projectRoot';
import { probeCapture } from '../core/captures';
import { TestEndpoint } from './endpoint';
import { skip } from '../../harness/skip';

const recorded = path.join(projectRoot, 'src/local/demo/recorded');
const commands = new Map([
  ['whoami', 'whoami.txt'],
  ['ls -l /', 'ls-l-root.txt'],
  ['ls -l /bin', 'ls-l-bin.txt'],
  ['cat /etc/mtab', 'cat-etc-mtab.txt'],
  ['cat /proc/mounts', 'cat-proc-mounts.txt'],
  ['df -h', 'df-h.txt'],
]);

/** SHA-256, its first 16 digits, of what the function of 2022 printed. */
const captureHashes = {
  'cat-etc-mtab.txt': 'a4f455fcf0237b7d',
  'cat-proc-mounts.txt': 'a4f455fcf0237b7d',
  'df-h.txt': 'ff686e6a48b6dece',
  'ls-l-bin.txt': 'f565e014da0fc002',
  'ls-l-root.txt': '2da447d291c3c42c',
  'whoami.txt': 'e0eea0f3b58d4172',
};

describe('local endpoint: the demo', () => {
  let endpoint: TestEndpoint;
  let functions: FunctionConfiguration[];

  before(async () => {
    endpoint = await TestEndpoint.start({ demo: true });
    functions = (await endpoint.client().send(new ListFunctionsCommand({}))).Functions ?? [];
  });
  after(() => endpoint.close());

  async function invoke(FunctionName: string, event: unknown) {
    const result = await endpoint
      .client()
      .send(
        new InvokeCommand({ FunctionName, Payload: Buffer.from(JSON.stringify(event)), LogType: 'Tail' }),
      );
    return {
      error: result.FunctionError,
      payload: Buffer.from(result.Payload ?? []),
      log: Buffer.from(result.LogResult ?? '', 'base64').toString(),
    };
  }

  it('has a runtime that Lambda still offers, and what runs in it says the same', async () => {
    const runtimes = new Set(functions.map(({ Runtime }) => Runtime));
    assert.deepEqual([...runtimes].sort(), ['go1.x', 'nodejs24.x']);
    const { payload } = await invoke('soft-mount-example', {
      probe: 1,
      want: ['runtime'],
      mountPath: '/mnt/efs',
    });
    const { runtime } = (JSON.parse(payload.toString()) as ProbeResponse).sections;
    assert.ok(runtime?.ok);
    assert.equal(runtime.value.executionEnvironment, 'AWS_Lambda_nodejs24.x');
    assert.match(runtime.value.node, /^v24\./);
  });

  it('cannot start the examples whose mount targets are not reached', async () => {
    for (const name of ['unmountable-example', 'closed-group-example']) {
      await assert.rejects(invoke(name, {}), { name: 'EFSMountConnectivityException' });
    }
  });

  it('cannot start the example that the policy of its file system denies the mount', async () => {
    await assert.rejects(invoke('denied-by-policy-example', {}), { name: 'EFSMountFailureException' });
  });

  it('offers the recorded function, the constructed ones and this machine, each saying which it is', () => {
    const origins = functions
      .flatMap(from => toLambdaFunction(from) ?? [])
      .map(({ name, origin, declaresProbe, fileSystem, description }) => {
        assert.match(
          description ?? '',
          { live: /^Live/, recorded: /^Recorded/, constructed: /^Constructed/ }[origin.kind],
        );
        return [name, origin.kind, declaresProbe, fileSystem.kind];
      });
    assert.deepEqual(origins, [
      ['cmd-function', 'recorded', false, 'efs'],
      ['s3files-example', 'constructed', true, 's3files'],
      ['soft-mount-example', 'constructed', true, 'efs'],
      ['small-transfer-example', 'constructed', true, 'efs'],
      ['reserved-port-example', 'constructed', true, 'efs'],
      ['unresponsive-example', 'constructed', true, 'efs'],
      ['unmountable-example', 'constructed', true, 'efs'],
      ['closed-group-example', 'constructed', true, 'efs'],
      ['denied-by-policy-example', 'constructed', true, 'efs'],
      ['credits-used-up-example', 'constructed', true, 'efs'],
      ...(process.platform === 'linux' ? [['this-machine', 'live', true, 'unknown']] : []),
    ]);
    assert.ok(functions.some(({ FileSystemConfigs }) => !FileSystemConfigs));
  });

  describe('cmd-function', () => {
    for (const [command, file] of commands) {
      it(`prints what it printed in 2022 for ${command}`, async () => {
        const text = readFileSync(path.join(recorded, file), 'utf8');
        const { error, payload, log } = await invoke('cmd-function', { Cmd: command });
        assert.equal(error, undefined);
        assert.equal(payload.toString(), 'null');
        assert.equal(log.slice(log.indexOf('\n') + 1, log.indexOf('END RequestId')), text);
      });
    }

    it('still has the bytes of the capture', () => {
      const hashes = [...commands.values()].map(file => {
        const hash = createHash('sha256').update(readFileSync(path.join(recorded, file)));
        return [file, hash.digest('hex').slice(0, 16)];
      });
      assert.deepEqual(Object.fromEntries(hashes), captureHashes);
    });

    it('gives an output in pieces', async () => {
      const text = readFileSync(path.join(recorded, 'ls-l-bin.txt'), 'utf8');
      const piece = async (from: number, length: number) => {
        const { log } = await invoke('cmd-function', {
          Cmd: `ls -l /bin | tail -c +${from + 1} | head -c ${length}`,
        });
        return log.slice(log.indexOf('\n') + 1, log.indexOf('END RequestId'));
      };
      assert.equal((await piece(0, 1000)) + (await piece(1000, 1000)) + (await piece(2000, 1000)), text);
      assert.equal(await piece(text.length, 1000), '');
    });

    it('fails on a command that was not recorded, as its process did', async () => {
      const { error, payload, log } = await invoke('cmd-function', { Cmd: 'ls -l /mnt/efs' });
      assert.equal(error, 'Unhandled');
      assert.equal((JSON.parse(payload.toString()) as { errorType: string }).errorType, 'Runtime.ExitError');
      assert.match(log, /\nsh: ls -l \/mnt\/efs: not among the recorded commands\n/);
    });
  });

  async function ask(
    FunctionName: string,
    want: readonly SectionName[],
    list?: ListRequest,
  ): Promise<ProbeResponse> {
    const configured = functions.find(configuration => configuration.FunctionName === FunctionName);
    const mountPath = configured?.FileSystemConfigs?.[0]?.LocalMountPath ?? '';
    const { payload } = await invoke(FunctionName, { probe: 1, want, mountPath, list });
    return unpackResponse(JSON.parse(new TextDecoder().decode(payload)));
  }

  async function inspect(name: string) {
    const from = functions.find(({ FunctionName }) => FunctionName === name);
    const target = (from && toLambdaFunction(from)) ?? assert.fail(name);
    const everything: SectionName[] = [
      'identity',
      'runtime',
      'mounts',
      'mtab',
      'mountinfo',
      'mountstats',
      'usage',
      'list',
      'tools',
    ];
    const response = await ask(name, everything, { path: target.fileSystem.localMountPath });
    const { sections, unresponsive } = response;
    return buildReport(probeCapture(sections, { target, unresponsive }));
  }

  const planted: Readonly<Record<string, readonly string[]>> = {
    'soft-mount-example': ['soft-mount'],
    'small-transfer-example': ['small-transfer'],
    'reserved-port-example': ['missing-noresvport'],
    's3files-example': [],
    'unresponsive-example': ['mount-unresponsive'],
  };
  for (const [name, codes] of Object.entries(planted)) {
    it(`${name} shows ${codes.length > 0 ? codes.join(' and ') : 'no finding'}, and reads completely`, async () => {
      const report = await inspect(name);
      assert.deepEqual(
        report.findings.map(({ code }) => code),
        codes,
      );
      assert.deepEqual(
        report.raw.flatMap(({ unparsed }) => unparsed),
        [],
      );
      assert.ok(report.mount && report.statistics && report.storage.length === 7);
      const elastic = report.storage.filter(row => row.elastic).map(({ mountPoint }) => mountPoint);
      assert.deepEqual(elastic, name === 'unresponsive-example' ? [] : [report.mount.mountPoint]);
    });
  }

  it('pages through a large invented directory without loss', async () => {
    const names = new Set<string>();
    let cursor: string | undefined;
    let pages = 0;
    do {
      const request: ListRequest = { path: '/mnt/efs/thumbnails', cursor, limit: 10_000 };
      const { list } = (await ask('soft-mount-example', ['list'], request)).sections;
      const page: DirectoryPage = list?.ok ? list.value : assert.fail();
      page.names.forEach(name => names.add(name));
      ({ cursor } = page);
      pages += 1;
    } while (cursor !== undefined);
    assert.deepEqual([pages, names.size], [3, 25_000]);
  });

  it('says so where an invented path is missing, is a file, or hangs', async () => {
    const code = async (name: string, at: string) => {
      const { list } = (await ask(name, ['list'], { path: at })).sections;
      return list && !list.ok ? list.error.code : undefined;
    };
    assert.equal(await code('soft-mount-example', '/mnt/efs/none'), 'ENOENT');
    assert.equal(await code('soft-mount-example', '/mnt/efs/index.db'), 'ENOTDIR');
    assert.equal(await code('unresponsive-example', '/mnt/efs/models'), 'SKIPPED');
    assert.equal(await code('unresponsive-example', '/bin'), undefined);
    assert.equal(await code('soft-mount-example', '/tmp'), 'OUTSIDE');
  });

  it('really probes this machine with the shipped zip', async function () {
    if (process.platform !== 'linux') {
      skip(this, 'the probe reads /proc, which this system has not');
    }
    const response = await ask('this-machine', ['identity', 'runtime', 'mountinfo', 'usage', 'list'], {
      path: '/',
    });
    const { identity, runtime, mountinfo, usage, list } = response.sections;
    assert.equal(identity?.ok && identity.value.uid, process.getuid?.());
    assert.equal(runtime?.ok && runtime.value.node, process.version);
    assert.equal(runtime?.ok && runtime.value.functionName, 'this-machine');
    assert.ok(mountinfo?.ok && mountinfo.value.includes(' / '));
    assert.ok(usage?.ok && usage.value.some(({ mountPoint, result }) => mountPoint === '/' && result.ok));
    assert.ok(list?.ok && list.value.names.includes('etc'));
    assert.deepEqual(response.unresponsive, []);
  });

  it('mounts this machine where an NFS mount is, else below /mnt, else at the root', () => {
    const root = '21 1 254:0 / / rw - ext4 /dev/vda rw\n';
    const mnt = '30 21 8:1 / /mnt/data rw - ext4 /dev/sda1 rw\n';
    const nfs = '31 21 0:50 / /home/shared rw - nfs4 server:/home rw,vers=4.2\n';
    const at = (text: string) => findMountPath(Buffer.from(text));
    assert.equal(at(root), '/');
    assert.equal(at(root + mnt), '/mnt/data');
    assert.equal(at(root + mnt + nfs), '/home/shared');
  });
});
