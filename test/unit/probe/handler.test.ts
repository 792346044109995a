import assert from 'node:assert/strict';
import { readFileSync, readlinkSync, statfsSync } from 'node:fs';
import os from 'node:os';
import { parseMountInfo } from '../../../src/core/parse/mountinfo';
import type { SectionName } from '../../../src/protocol';
import { ProbeRuntime, valueOf } from './builtProbe';
import { NAMELESS_UID, isRoot } from './scratch';
import { skip } from '../../harness/skip';

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

describe('the built probe', function () {
  this.timeout(120_000);
  let runtime: ProbeRuntime;
  before(() => {
    runtime = new ProbeRuntime({
      env: {
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
        AWS_LAMBDA_FUNCTION_NAME: 'inspect-me',
        AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
        AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
        AWS_REGION: 'eu-central-1',
      },
    });
  });
  after(() => runtime.close());

  it('answers every section in one invocation and leaves one child, which stands on no mount', async () => {
    const response = await runtime.ask({ want: everything, list: { path: '/' } });
    assert.deepEqual(Object.keys(response.sections), everything);
    for (const [name, section] of Object.entries(response.sections)) {
      assert.equal(section.ok, true, name);
    }
    assert.deepEqual(response.unresponsive, []);
    assert.equal(response.leftover, false);
    const children = runtime.children();
    assert.equal(children.length, 1);
    assert.equal(readlinkSync(`/proc/${children[0]}/cwd`), '/');
    await runtime.ask({ want: everything, list: { path: '/' } });
    assert.deepEqual(runtime.children(), children);
  });

  it('answers what is wanted and nothing else', async () => {
    const { sections } = await runtime.ask({ want: ['runtime'] });
    assert.deepEqual(Object.keys(sections), ['runtime']);
  });

  it('says which wanted section it does not know', async () => {
    const want = ['constructor', '__proto__', 'identity'] as unknown as SectionName[];
    const payload = (await runtime.invoke({ probe: 1, want, mountPath: '/mnt/efs' })) as {
      sections: Record<string, { ok: boolean; error: { code: string } }>;
    };
    assert.deepEqual(
      Object.entries(payload.sections).map(([name, section]) => [name, section.ok || section.error.code]),
      [
        ['constructor', 'UNSUPPORTED'],
        ['__proto__', 'UNSUPPORTED'],
        ['identity', true],
      ],
    );
  });

  it('tells who it runs as', async () => {
    const { sections } = await runtime.ask({ want: ['identity'] });
    const { uid, gid, username } = os.userInfo();
    assert.deepEqual(valueOf(sections.identity), {
      uid,
      gid,
      user: username,
      groups: process.getgroups?.(),
    });
  });

  it('has no user name where /etc/passwd has none', async function () {
    if (!isRoot) {
      skip(this, 'only root can act as another user');
    }
    const nameless = new ProbeRuntime({ uid: NAMELESS_UID });
    const { sections } = await nameless.ask({ want: ['identity'] });
    await nameless.close();
    const { groups, ...identity } = valueOf(sections.identity);
    assert.deepEqual(identity, { uid: NAMELESS_UID, gid: NAMELESS_UID });
    assert.ok(groups.length > 0);
  });

  it('tells the runtime, and which invocation was the first', async () => {
    const fresh = new ProbeRuntime();
    const first = valueOf((await fresh.ask({ want: ['runtime'] })).sections.runtime);
    const second = valueOf((await fresh.ask({ want: ['runtime'] })).sections.runtime);
    await fresh.close();
    assert.equal(first.coldStart, true);
    assert.equal(second.coldStart, false);
    assert.equal(first.memoryLimitMb, undefined);

    const { uptimeSeconds, coldStart, ...facts } = valueOf(
      (await runtime.ask({ want: ['runtime'] })).sections.runtime,
    );
    assert.ok(uptimeSeconds >= 0);
    assert.equal(coldStart, false);
    assert.deepEqual(facts, {
      node: process.version,
      kernel: os.release(),
      architecture: process.arch,
      memoryLimitMb: 128,
      region: 'eu-central-1',
      executionEnvironment: 'AWS_Lambda_nodejs22.x',
      functionName: 'inspect-me',
      functionVersion: '$LATEST',
    });
  });

  it('returns the kernel’s texts as they are', async () => {
    const { sections } = await runtime.ask({ want: ['mounts', 'mountinfo', 'mountstats'] });
    assert.equal(valueOf(sections.mounts), readFileSync('/proc/self/mounts', 'utf8'));
    assert.equal(valueOf(sections.mountinfo), readFileSync('/proc/self/mountinfo', 'utf8'));
    const { before, after } = valueOf(sections.mountstats);
    assert.match(before, /^device /);
    assert.match(after, /^device /);
  });

  it('gives the sizes of every mount that has one, and asks no other', async () => {
    const { sections } = await runtime.ask({ want: ['usage'] });
    const usage = valueOf(sections.usage);
    const entries = parseMountInfo(readFileSync('/proc/self/mountinfo')).entries;
    const typeOf = new Map(entries.map(entry => [entry.mountPoint, entry.fsType]));
    assert.ok(usage.some(({ mountPoint }) => mountPoint === '/'));
    for (const { mountPoint, result } of usage) {
      assert.doesNotMatch(typeOf.get(mountPoint) ?? '', /^(proc|sysfs|cgroup2?|devpts|autofs)$/);
      const { blocks, blockSize } = valueOf(result);
      const expected = statfsSync(mountPoint, { bigint: true });
      assert.deepEqual([BigInt(blocks), BigInt(blockSize)], [expected.blocks, expected.bsize]);
    }
  });

  it('names the executables of /bin in order', async () => {
    const { bin } = valueOf((await runtime.ask({ want: ['tools'] })).sections.tools);
    assert.ok(bin.includes('sh') && bin.includes('ls'));
    assert.deepEqual(bin, [...bin].sort());
  });

  it('gives its child neither the function’s environment nor its Node options', async () => {
    const prelude = `require('fs').writeFileSync(__dirname + '/seen', JSON.stringify(process.env));`;
    const secretive = new ProbeRuntime({
      childPrelude: prelude,
      env: { AWS_SECRET_ACCESS_KEY: 'secret', NODE_OPTIONS: '--no-warnings' },
    });
    await secretive.ask({ want: ['tools'] });
    const seen = readFileSync(`${secretive.folder}/bin/seen`, 'utf8');
    await secretive.close();
    assert.doesNotMatch(seen, /secret|NODE_OPTIONS/);
  });
});

describe('a request that the probe cannot answer', function () {
  this.timeout(120_000);
  let runtime: ProbeRuntime;
  before(() => {
    runtime = new ProbeRuntime();
  });
  after(() => runtime.close());

  const valid = { probe: 1, want: ['list'], mountPath: '/mnt/efs', list: { path: '/' } };
  const list = (changes: object) => ({ ...valid, list: { path: '/', ...changes } });
  const cases: [string, unknown, string, RegExp][] = [
    ['nothing', null, 'REQUEST', /not a request/],
    ['another function’s event', { Records: [] }, 'REQUEST', /not a request/],
    ['a text', 'probe', 'REQUEST', /not a request/],
    ['a newer protocol', { ...valid, probe: 2 }, 'PROTOCOL', /speaks protocol 1, not 2/],
    ['sections that are no names', { ...valid, want: [1] }, 'REQUEST', /"want"/],
    ['no sections', { ...valid, want: undefined }, 'REQUEST', /"want"/],
    ['a relative mount path', { ...valid, mountPath: 'efs' }, 'REQUEST', /"mountPath"/],
    ['no directory', { ...valid, list: undefined }, 'REQUEST', /"list.path"/],
    ['a relative directory', list({ path: 'etc' }), 'REQUEST', /"list.path"/],
    ['a NUL', list({ path: '/etc\0/x' }), 'REQUEST', /"list.path"/],
    ['a path that is too long', list({ path: '/' + 'é'.repeat(2048) }), 'REQUEST', /4096 bytes/],
    ['a limit of nothing', list({ limit: 0 }), 'REQUEST', /"list.limit"/],
    ['half a limit', list({ limit: 1.5 }), 'REQUEST', /"list.limit"/],
    ['a page in no time', list({ withinMs: 0 }), 'REQUEST', /"list.withinMs"/],
    ['a page in words', list({ withinMs: 'soon' }), 'REQUEST', /"list.withinMs"/],
    ['a cursor that is none', list({ cursor: 'AAAA' }), 'REQUEST', /"list.cursor"/],
    ['a cursor that is a number', list({ cursor: 7 }), 'REQUEST', /"list.cursor"/],
    ['a deadline in words', { ...valid, deadlineMs: 'soon' }, 'REQUEST', /"deadlineMs"/],
  ];
  for (const [what, event, code, message] of cases) {
    it(`is refused: ${what}`, async () => {
      const payload = (await runtime.invoke(event)) as { probe: number; refused: Record<string, string> };
      assert.equal(payload.probe, 1);
      assert.equal(payload.refused['code'], code);
      assert.match(payload.refused['message'] ?? '', message);
    });
  }
});
