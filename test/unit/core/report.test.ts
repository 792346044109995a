import assert from 'node:assert/strict';
import { decodeReport, encodeReport } from '../../../src/core/export/encode';
import type { Capture } from '../../../src/core/capture/capture';
import { buildReport } from '../../../src/core/report';
import type { DirectoryPage } from '../../../src/protocol';
import { failed, healthyOptions, mountCapture, ok, probeCapture, recordedCapture } from './captures';
import { mountstats } from './mountstatsText';

const page: DirectoryPage = {
  path: '/mnt/efs',
  names: ['models', 'caf\udce9.db', 'link', 'gone'],
  types: 'd-l?',
  modes: [0o40755, 0o100644, 0o120777, -1],
  links: [2, 1, 1, 0],
  uids: [1000, 1000, 0, 0],
  gids: [1000, 1000, 0, 0],
  sizes: ['4096', '9007199254740993', '6', '0'],
  modified: [1_650_000_000_000, 1_650_000_000_123, 0, 0],
  targets: { 2: 'models' },
  errors: { 3: 'EACCES' },
  cursor: 'next',
  changed: false,
};

describe('buildReport of the function of 2022', () => {
  const report = buildReport(recordedCapture());

  it('reads and judges all 16 options of the mount', () => {
    const printed = report.mount?.options.filter(({ evidence }) => evidence === 'printed') ?? [];
    assert.deepEqual(
      printed.map(({ key, value }) => (value === '' ? key : `${key}=${value}`)).join(','),
      healthyOptions,
    );
    assert.equal(printed.length, 16);
    assert.equal(report.mount?.nfsVersion, '4.1');
    assert.deepEqual(
      report.mount?.options.filter(({ status }) => status === 'deviates'),
      [],
    );
    for (const key of ['vers', 'rsize', 'wsize', 'hard', 'noresvport', 'timeo', 'retrans', 'sec']) {
      assert.equal(printed.find(option => option.key === key)?.status, 'as-recommended', key);
    }
  });

  it('shows the defaults that the kernel did not print as such', () => {
    const defaults = report.mount?.options.filter(({ evidence }) => evidence === 'default') ?? [];
    assert.deepEqual(
      defaults.map(({ key, value }) => [key, value]),
      [
        ['ac', ''],
        ['acregmin', '3'],
        ['acregmax', '60'],
        ['acdirmin', '30'],
        ['acdirmax', '60'],
        ['lookupcache', 'all'],
        ['cto', ''],
        ['async', ''],
        ['nofsc', ''],
        ['nconnect', '1'],
      ],
    );
  });

  it('answers that a hard mount retries by itself, and finds nothing', () => {
    assert.equal(report.verdict.recovery, 'hard');
    assert.equal(report.verdict.functionTimeoutMs, 3000);
    assert.deepEqual(report.findings, []);
  });

  it('has the six rows of df, EFS as elastic', () => {
    assert.deepEqual(
      report.storage.map(({ mountPoint, elastic, fsType }) => [mountPoint, elastic, fsType]),
      [
        ['/', false, 'overlay'],
        ['/dev', false, 'ext4'],
        ['/tmp', false, 'ext4'],
        ['/var/rapid', false, 'ext4'],
        ['/var/task', false, 'squashfs'],
        ['/mnt/efs', true, 'nfs4'],
      ],
    );
    const efs = report.storage.at(-1);
    assert.equal(efs?.total, 8n * 2n ** 60n);
    assert.equal(efs?.used, 0n);
    assert.equal(efs?.rounded, true);
  });

  it('has both listings and the tools, and the one that failed with its error', () => {
    assert.deepEqual(
      report.directories.map(({ path, entries, error }) => [path, entries.length, error?.code]),
      [
        ['/', 19, undefined],
        ['/bin', 59, undefined],
        ['/mnt/efs', 0, 'Runtime.ExitError'],
      ],
    );
    assert.ok(report.environment.tools.includes('findmnt'));
    const root = report.directories[0]?.entries;
    const tmp = root?.row(root.names.indexOf('tmp'));
    assert.deepEqual([tmp?.type, tmp?.owner, tmp?.group], ['d', 'sbx_user1051', '990']);
  });

  it('knows the user, keeps every text, and says what was not read', () => {
    assert.equal(report.environment.user, 'sbx_user1051');
    assert.deepEqual(
      report.raw.map(({ title, unparsed }) => [title, unparsed.length]),
      [
        ['whoami', 0],
        ['cat /proc/mounts', 0],
        ['cat /etc/mtab', 0],
        ['df -h', 0],
        ['ls -l /', 0],
        ['ls -l /bin', 0],
      ],
    );
    assert.deepEqual(
      report.notRead.map(({ what }) => what),
      ['ls -l /mnt/efs', 'cat /proc/self/mountstats'],
    );
  });

  it('puts the inspected mount first', () => {
    assert.equal(report.mounts[0]?.mountPoint, '/mnt/efs');
    assert.equal(report.mounts[0]?.options, healthyOptions);
    assert.equal(report.mounts.length, 11);
  });

  it('changes with the recorded text', () => {
    const changed = buildReport(
      recordedCapture((command, text) => {
        switch (command) {
          case 'cat /proc/mounts':
            return text.replace('hard,', 'soft,').replace('timeo=600', 'timeo=50');
          case 'df -h':
            return text.replace('526M  872K  514M   1%', '526M  500M   26M  96%');
          case 'whoami':
            return 'sbx_user9999\n';
          default:
            return text;
        }
      }),
    );
    assert.equal(changed.verdict.recovery, 'soft');
    assert.deepEqual(
      changed.findings.map(({ code }) => code),
      ['soft-mount', 'tmp-nearly-full'],
    );
    assert.equal(changed.environment.user, 'sbx_user9999');
  });
});

describe('buildReport of a probe’s answers', () => {
  it('takes the options of both layers of mountinfo, which wins over the other tables', () => {
    const report = buildReport(
      probeCapture({
        mountinfo: ok(
          '30 20 0:70 / /mnt/efs ro,relatime - nfs4 127.0.0.1:/ rw,vers=4.1,rsize=1048576,wsize=1048576,namlen=255,' +
            'hard,noresvport,proto=tcp,timeo=600,retrans=2,sec=sys,clientaddr=127.0.0.1,local_lock=none,addr=127.0.0.1\n',
        ),
        mounts: ok('127.0.0.1:/ /mnt/efs nfs4 rw,vers=4.0,soft,proto=tcp 0 0\n'),
      }),
    );
    assert.match(report.mounts[0]?.options ?? '', /^ro,relatime,vers=4\.1,/);
    assert.equal(report.verdict.recovery, 'hard');
    assert.deepEqual(
      report.findings.map(({ code }) => code),
      ['read-only-mount'],
    );
  });

  it('proves defaults with mountstats', () => {
    const report = buildReport(
      probeCapture({
        mounts: ok(`127.0.0.1:/ /mnt/efs nfs4 ${healthyOptions} 0 0\n`),
        mountstats: ok({ before: mountstats({}), after: mountstats({ age: 3601 }) }),
      }),
    );
    const evidence = (key: string) => report.mount?.options.find(option => option.key === key)?.evidence;
    assert.equal(evidence('acregmax'), 'mountstats');
    assert.equal(evidence('lookupcache'), 'default');
    assert.equal(evidence('timeo'), 'printed');
    assert.equal(report.statistics?.duringProbe?.operations, 0n);
    assert.deepEqual(
      report.raw.filter(({ title }) => title === '/proc/self/mountstats').map(({ moment }) => moment),
      ['before', 'after'],
    );
  });

  it('turns a directory page into entries', () => {
    const { directories } = buildReport(probeCapture({ list: ok(page) }));
    assert.equal(directories[0]?.cursor, 'next');
    assert.deepEqual(directories[0]?.entries.slice(0, 9), [
      {
        name: 'models',
        type: 'd',
        mode: 0o755,
        modeText: 'rwxr-xr-x',
        owner: '1000',
        group: '1000',
        size: 4096n,
        modifiedMs: 1_650_000_000_000,
      },
      {
        name: 'caf\udce9.db',
        type: '-',
        mode: 0o644,
        modeText: 'rw-r--r--',
        owner: '1000',
        group: '1000',
        size: 9007199254740993n,
        modifiedMs: 1_650_000_000_123,
      },
      {
        name: 'link',
        type: 'l',
        mode: 0o777,
        modeText: 'rwxrwxrwx',
        owner: '0',
        group: '0',
        size: 6n,
        modifiedMs: 0,
        target: 'models',
      },
      { name: 'gone', type: '?', error: 'EACCES' },
    ]);
  });

  it('keeps what had arrived of a page that was cut off', () => {
    const { directories, notRead } = buildReport(probeCapture({ list: failed('TIMEOUT', 'killed', page) }));
    assert.equal(directories[0]?.entries.length, 4);
    assert.equal(directories[0]?.error?.code, 'TIMEOUT');
    assert.deepEqual(notRead, [{ what: 'list', error: { code: 'TIMEOUT', message: 'killed' } }]);
  });

  it('computes storage as df does', () => {
    const { storage } = buildReport(
      probeCapture({
        mounts: ok('/dev/vdd /tmp ext4 rw 0 0\n127.0.0.1:/ /mnt/efs nfs4 rw 0 0\n'),
        usage: ok([
          {
            mountPoint: '/tmp',
            result: ok({
              blockSize: '4096',
              blocks: '1000',
              blocksFree: '300',
              blocksAvailable: '250',
              inodes: '64',
              inodesFree: '32',
            }),
          },
          {
            mountPoint: '/mnt/efs',
            result: ok({
              blockSize: '1048576',
              blocks: '8796093022207',
              blocksFree: '8796093022207',
              blocksAvailable: '8796093022207',
              inodes: '0',
              inodesFree: '0',
            }),
          },
          { mountPoint: '/mnt/dead', result: failed('TIMEOUT', 'killed') },
        ]),
      }),
    );
    assert.deepEqual(storage[0], {
      source: '/dev/vdd',
      fsType: 'ext4',
      mountPoint: '/tmp',
      total: 4_096_000n,
      used: 2_867_200n,
      available: 1_024_000n,
      usedPercent: 74,
      inodes: 64n,
      inodesFree: 32n,
      elastic: false,
      rounded: false,
    });
    assert.equal(storage[1]?.total, 9_223_372_036_853_727_232n);
    assert.equal(storage[1]?.elastic, true);
    assert.equal(storage[2]?.error?.code, 'TIMEOUT');
    assert.equal(storage[2]?.total, undefined);
  });

  it('knows who runs it', () => {
    const identity = { uid: 993, gid: 990, user: 'sbx_user1051', groups: [] };
    assert.deepEqual(buildReport(probeCapture({ identity: ok(identity) })).environment, {
      identity,
      user: 'sbx_user1051',
      runtime: undefined,
      tools: [],
    });
    const byShell = buildReport(
      probeCapture(
        {},
        {
          commands: [{ command: 'id', output: ok('uid=993(sbx_user1051) gid=990 groups=990,1000(users)\n') }],
        },
      ),
    );
    assert.deepEqual(byShell.environment.identity, { ...identity, groups: [990, 1000] });
  });

  it('is the same for the same capture, also after JSON', () => {
    const capture = recordedCapture();
    const again = JSON.parse(JSON.stringify(capture)) as Capture;
    assert.deepEqual(buildReport(again), buildReport(capture));
  });
});

describe('buildReport of damaged answers', () => {
  const damages: readonly (readonly [string, unknown])[] = [
    ['null', null],
    ['a string', 'oops'],
    ['a number as value', { ok: true, value: 7, ms: 1 }],
    ['null as value', { ok: true, value: null, ms: 1 }],
    ['no value', { ok: true }],
    ['an empty object as value', { ok: true, value: {}, ms: 1 }],
    ['a list with null as value', { ok: true, value: [null], ms: 1 }],
    ['no error', { ok: false, ms: 1 }],
    ['an error of another shape', { ok: false, error: 'EIO', ms: 1 }],
  ];
  const sections = [
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
  for (const [what, damage] of damages) {
    it(`loses only the section that is ${what}`, () => {
      const healthy = mountCapture(healthyOptions);
      for (const section of sections.filter(name => name !== 'mounts')) {
        const probe = { ...healthy.probe, [section]: damage } as Capture['probe'];
        const report = buildReport({ ...healthy, probe });
        assert.equal(report.verdict.recovery, 'hard', section);
        assert.deepEqual(report.findings, [], section);
      }
      const probe = { mounts: damage } as Capture['probe'];
      assert.deepEqual(buildReport({ ...healthy, probe }).findings, []);
      const commands = [{ command: 'df -h', output: damage }] as Capture['commands'];
      assert.deepEqual(buildReport({ ...healthy, commands }).storage, []);
    });
  }

  it('survives texts that are noise', () => {
    const noise = Array.from({ length: 2000 }, (_, i) => String.fromCharCode((i * 7919) % 0x3000)).join('');
    const report = buildReport(
      probeCapture(
        {
          mounts: ok(noise),
          mountinfo: ok(noise),
          mtab: ok(noise),
          mountstats: ok({ before: noise, after: noise }),
        },
        {
          commands: ['df -h', 'ls -l /', 'id', 'whoami', 'made up'].map(command => ({
            command,
            output: ok(noise),
          })),
        },
      ),
    );
    assert.equal(report.raw.length, 10);
    assert.ok(report.raw.every(({ text }) => text === noise));
  });
});

describe('encodeReport', () => {
  it('keeps bigint values and names that are not UTF-8', () => {
    const report = buildReport(
      probeCapture({ list: ok(page), mountstats: ok({ before: '', after: mountstats({}) }) }),
    );
    const decoded = decodeReport(encodeReport(report));
    // Answers stay behind, and directories cross as columns.
    const elsewhere = { capture: undefined, directories: [] };
    assert.deepEqual(present({ ...decoded, ...elsewhere }), present({ ...report, ...elsewhere }));
    assert.deepEqual(decoded.capture.target, report.capture.target);
  });

  it('does not send the answers along that the report was made from', () => {
    const { capture } = decodeReport(encodeReport(buildReport(recordedCapture())));
    assert.deepEqual([capture.probe, capture.commands], [{}, []]);
  });

  it('takes only its own encoding for a bigint', () => {
    const identity = { uid: 1, gid: 1, user: '{"$bigint":"1"}', groups: [] };
    const report = buildReport(probeCapture({ identity: ok(identity) }));
    assert.equal(decodeReport(encodeReport(report)).environment.user, '{"$bigint":"1"}');
  });
});

/** Without what is undefined, which does not cross. */
function present(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(present);
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value).flatMap(([key, each]) => (each === undefined ? [] : [[key, present(each)]])),
      )
    : value;
}
