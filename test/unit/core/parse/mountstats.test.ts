import assert from 'node:assert/strict';
import { parseMountStats } from '../../../../src/core/parse/mountstats';
import type { MountStatsDevice } from '../../../../src/core/parse/mountstats';
import { runConformance } from './conformance';

/** Procfs's names of what we read. Zeros and what is absent are the same there. */
type Named = Readonly<Record<string, unknown>>;
type Expectation =
  | { readonly error: true }
  | { readonly procfs: readonly Named[] | null }
  | { readonly devices: readonly string[] };

function spell({ source, mountPoint, fsType, nfs }: MountStatsDevice): Named {
  const { events, bytes } = nfs ?? {};
  return {
    Device: source,
    Mount: mountPoint,
    Type: fsType,
    Stats: nfs && {
      StatVersion: nfs.statVersion,
      Opts: Object.fromEntries(nfs.options.map(({ key, value }) => [key, value ?? ''])),
      Age: { seconds: nfs.ageSeconds },
      Bytes: bytes && {
        Read: bytes.normalRead,
        Write: bytes.normalWrite,
        DirectRead: bytes.directRead,
        DirectWrite: bytes.directWrite,
        ReadTotal: bytes.serverRead,
        WriteTotal: bytes.serverWrite,
        ReadPages: bytes.readPages,
        WritePages: bytes.writePages,
      },
      Events: events && {
        InodeRevalidate: events.inodeRevalidates,
        DnodeRevalidate: events.dentryRevalidates,
        AttributeInvalidate: events.attributeInvalidates,
        VFSOpen: events.vfsOpen,
        VFSLookup: events.vfsLookup,
        VFSAccess: events.vfsPermission,
        VFSReadPage: events.vfsReadPage,
        VFSReadPages: events.vfsReadPages,
        VFSWritePages: events.vfsWritePages,
        VFSFlush: events.vfsFlush,
        VFSFileRelease: events.vfsRelease,
      },
      Operations: nfs.operations.map(operation => ({
        Operation: operation.name,
        Requests: operation.operations,
        Transmissions: operation.transmissions,
        MajorTimeouts: operation.majorTimeouts,
        BytesSent: operation.bytesSent,
        BytesReceived: operation.bytesReceived,
        CumulativeQueueMilliseconds: operation.queueMs,
        CumulativeTotalResponseMilliseconds: operation.roundTripMs,
        CumulativeTotalRequestMilliseconds: operation.executeMs,
        Errors: operation.errors,
      })),
      Transport: nfs.transports.map(transport => ({
        Protocol: transport.protocol,
        Port: transport.sourcePort,
        Bind: transport.bindCount,
        Connect: transport.connectCount,
        ConnectIdleTime: transport.connectTime,
        IdleTimeSeconds: transport.idleTime,
        Sends: transport.sends,
        Receives: transport.receives,
        BadTransactionIDs: transport.badXids,
        CumulativeActiveRequests: transport.inFlightSends,
        CumulativeBacklog: transport.backlogUtilization,
        MaximumRPCSlotsUsed: transport.maxSlots,
        CumulativeSendingQueue: transport.sendUtilization,
        CumulativePendingQueue: transport.pendingUtilization,
      })),
    },
  };
}

/** The counters that only rdma has: we number them, procfs names them. */
const rdmaOnly =
  /^(BadReply|Bcall|EmptySendctx|FailedMarshal|Fixup|Hardway|LocalInv|Mrs|Nomsg|Pullup|ReadChunk|ReplyChunk|ReplyWaits|TotalRdma|WriteChunk)/;

/** Without zeros and empty objects, numbers as strings. */
function normalise(value: unknown): unknown {
  if (typeof value === 'bigint' || typeof value === 'number') {
    return value.toString();
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? undefined : value.map(normalise);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const kept = Object.entries(value)
    .filter(([key]) => !rdmaOnly.test(key))
    .map(([key, inner]) => [key, normalise(inner)] as const)
    .filter(([, inner]) => inner !== undefined && inner !== '0')
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

runConformance<Expectation>('mountstats.jsonl', ({ input, expect }) => {
  const { entries, unparsed } = parseMountStats(input);
  if ('error' in expect) {
    const lines = input.trimEnd().split('\n');
    assert.deepEqual(
      [...unparsed, ...entries.flatMap(device => device.nfs?.unparsed ?? [])],
      [{ line: lines.length, text: lines.at(-1) }],
    );
    return;
  }
  if ('devices' in expect) {
    assert.deepEqual(
      entries.map(device => device.source),
      expect.devices,
    );
    assert.deepEqual(unparsed, []);
    return;
  }
  assert.deepEqual(normalise(entries.map(spell)), normalise(expect.procfs ?? []));
  assert.deepEqual(unparsed.length, expect.procfs ? 0 : 1);
  assert.ok(entries.every(device => (device.nfs?.unparsed ?? []).length === 0));
});

describe('parseMountStats', () => {
  const block = (...lines: string[]) =>
    parseMountStats(['device h:/ mounted on /m with fstype nfs4 statvers=1.1', ...lines].join('\n'))
      .entries[0]?.nfs;

  it('decodes escapes in the header and reads a mount without device', () => {
    const { entries } = parseMountStats(
      'device h:/a\\040b mounted on /m\\011n with fstype nfs4 statvers=1.2\nno device mounted on /x with fstype tmpfs\n' +
        'device  mounted on /y with fstype tmpfs\n',
    );
    assert.deepEqual(
      entries.map(({ source, mountPoint }) => [source, mountPoint]),
      [
        ['h:/a b', '/m\tn'],
        ['none', '/x'],
        ['', '/y'],
      ],
    );
    assert.equal(entries[0]?.nfs?.statVersion, '1.2');
    assert.equal(entries[1]?.nfs, undefined);
  });

  it('reads a transport for each connection, in the order of its protocol', () => {
    const nfs = block(
      '\txprt:\ttcp 832 0 1 0 -1 6 7 8 9 10 11 12 13',
      '\txprt:\ttcp 833 0 1 0 11 6 7 8 9 10 11 12 13 14',
      '\txprt:\tudp 1 2 3 4 5 6 7 8 9 10',
      '\txprt:\tlocal 1 2 3 4 5 6 7 8 9 10 11 12',
      '\txprt:\trdma 1 2 3 4 5 6 7 8 9 10 11 12',
    );
    assert.deepEqual(
      nfs?.transports.map(({ protocol, sourcePort, sends, pendingUtilization, extra }) => [
        protocol,
        sourcePort,
        sends,
        pendingUtilization,
        extra,
      ]),
      [
        ['tcp', 832n, 6n, 13n, []],
        ['tcp', 833n, 6n, 13n, [14n]],
        ['udp', 1n, 3n, 10n, []],
        ['local', undefined, 5n, 12n, []],
        ['rdma', 1n, 6n, undefined, [11n, 12n]],
      ],
    );
    assert.equal(nfs.transports[0]?.idleTime, -1n);
  });

  it('reads 8 or 9 counters an operation, and knows a line that was cut', () => {
    const nfs = block(
      '\tper-op statistics',
      '\t        READ: 1 2 3 4 5 6 18446743919241604546 8 9',
      '\t  FUTURE_OP: 1 1 0 1 1 1 1 1 0',
      '\t       WRITE: 1 2 3 4 5 6 7 8',
      '\t      ACCESS: 1 2 3',
      '\t       CLOSE: 1 2 x 4 5 6 7 8 9',
    );
    assert.deepEqual(
      nfs?.operations.map(operation => operation.name),
      ['READ', 'FUTURE_OP'],
    );
    assert.equal(nfs.operations[0]?.roundTripMs, 18446743919241604546n);
    assert.equal(nfs.operations[0].errors, 9n);
    assert.deepEqual(
      nfs.unparsed.map(line => line.line),
      [5, 6, 7],
    );
  });

  it('keeps counters that have no name yet', () => {
    const nfs = block(`events: ${Array.from({ length: 29 }, (_, index) => index).join(' ')}`);
    assert.equal(nfs?.events?.pnfsWrites, 26n);
    assert.deepEqual(nfs.extraEvents, [27n, 28n]);
  });

  it('reads an implementation over several lines, and one that is cut', () => {
    const whole = block("impl_id: name='a", '', " b'", ",domain='d',date='1,0'", '\tage: 5');
    assert.equal(whole?.implementationId, "name='a\n\n b'\n,domain='d',date='1,0'");
    assert.equal(whole.ageSeconds, 5n);
    // What follows its end is not of it, even where nobody knows the line.
    const followed = block("impl_id: name='a", "',domain='d',date='1,0'", 'rubbish', '\tage: 5');
    assert.equal(followed?.implementationId, "name='a\n',domain='d',date='1,0'");
    assert.deepEqual(
      followed.unparsed.map(line => line.text),
      ['rubbish'],
    );
    const cut = block("impl_id: name='a", '\tage: 5');
    assert.equal(cut?.implementationId, "name='a");
    assert.equal(cut.ageSeconds, 5n);
  });

  it('keeps lines that it does not know, and a field that comes twice', () => {
    const nfs = block('\tfsc:\t0 0 0 0 0', '\tage:\t5', '\tage:\t6', 'rubbish');
    assert.equal(nfs?.ageSeconds, 5n);
    assert.deepEqual(
      nfs.unparsed.map(line => line.text),
      ['\tfsc:\t0 0 0 0 0', '\tage:\t6', 'rubbish'],
    );
  });

  it('gives the lines below a damaged header to no device', () => {
    const { entries, unparsed } = parseMountStats(
      'device h:/ mounted on /m with fstype nfs4 statvers=1.1\n\tage: 1\ndevice h:/ mounted on /n with fst\n\tage: 2\n',
    );
    assert.equal(entries.length, 1);
    assert.equal(entries[0]?.nfs?.ageSeconds, 1n);
    assert.deepEqual(
      unparsed.map(line => line.line),
      [3, 4],
    );
  });

  it('reads capabilities, NFSv4 and security as lists', () => {
    const nfs = block(
      '\tcaps:\tcaps=0xfff7,wtmult=512',
      '\tnfsv4:\tbm0=0x1,sessions,pnfs=not configured',
      '\tsec:\tflavor=1',
    );
    assert.deepEqual(nfs?.nfsv4, [
      { key: 'bm0', value: '0x1' },
      { key: 'sessions' },
      { key: 'pnfs', value: 'not configured' },
    ]);
    assert.equal(nfs.capabilities.length, 2);
    assert.deepEqual(nfs.security, [{ key: 'flavor', value: '1' }]);
  });
});
