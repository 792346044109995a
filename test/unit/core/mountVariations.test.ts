import type { Capture } from '../../../src/core/capture/capture';
import type { FileSystemKind } from '../../../src/core/lambdaFunction';
import { buildReport } from '../../../src/core/report';
import { createTranslate } from '../../../src/core/translate';
import { describeFinding } from '../../../src/core/words/findingWords';
import { describeLead } from '../../../src/core/words/leadWords';
import { describeOption, describeStatus } from '../../../src/core/words/optionWords';
import { describeResult } from '../../../src/core/words/resultWords';
import { describeVerdict } from '../../../src/core/words/verdictWords';
import { formatOptionValue } from '../../../src/core/text/display';
import { assertKept } from '../../harness/golden';
import { healthyOptions, lambdaFunction, mountCapture, ok, probeCapture } from './captures';
import { mountstats } from './mountstatsText';

const t = createTranslate();

/** What is said of a mount: answer, findings with their words, and each option that is not as recommended. */
function saidOf(capture: Capture): readonly string[] {
  const report = buildReport(capture);
  const lead = describeLead(report, t, 'en');
  const { headline, explanation } = describeVerdict(report.verdict, t, 'en');
  return [
    `in short: ${describeResult(report, t, 'en').join(' | ')}`,
    ...(lead ? [`first: ${lead.headline}`] : []),
    `answer: ${headline}`,
    ...explanation.map(sentence => `  ${sentence}`),
    ...report.verdict.remainingErrors.map(({ errno, source }) => `  still: ${errno} ${source}`),
    ...report.findings.flatMap(finding => {
      const { title, why, action } = describeFinding(finding, t, 'en');
      const { severity, code, actual = '-', expected = '-', sources } = finding;
      return [
        `${severity} ${code}: ${actual}, not ${expected}`,
        ...[title, why, action].map(sentence => `  ${sentence}`),
        ...sources.map(source => `  ${source}`),
      ];
    }),
    ...(report.mount?.options ?? [])
      .filter(({ status, evidence }) => status !== 'as-recommended' && evidence !== 'default')
      .map(
        option =>
          `option ${option.key} ${formatOptionValue(option, 'en')}: ${describeStatus(option.status, t)}. ${describeOption(option, t)}`,
      ),
  ];
}

/** Of all but the healthy mount, only what is said otherwise. */
function kept(name: string, cases: readonly (readonly [name: string, capture: Capture])[]): void {
  it(name, () => {
    const usual = saidOf(nfs(''));
    const texts = cases.map(([title, capture]) => {
      const said = saidOf(capture);
      const lines =
        title === 'healthy'
          ? said
          : [
              ...usual.filter(line => !said.includes(line)).map(line => `- ${line}`),
              ...said.filter(line => !usual.includes(line)).map(line => `+ ${line}`),
            ];
      return [`# ${title}`, ...lines, ''].join('\n');
    });
    assertKept(`test/fixtures/reports/${name}.txt`, texts.join('\n'));
  });
}

function timed(seconds: number): Partial<Capture> {
  return { target: { ...lambdaFunction(), timeoutSeconds: seconds } };
}

/** The healthy mount with options in place of others; what is not there is added. */
function options(...changes: readonly (readonly [from: string, to: string])[]): string {
  return changes.reduce(
    (text, [from, to]) =>
      from === '' ? `${text},${to}` : text.replace(`,${from},`, to === '' ? ',' : `,${to},`),
    healthyOptions,
  );
}

function nfs(change: string, kind: FileSystemKind = 'efs', more: Partial<Capture> = {}): Capture {
  const [from = '', to = ''] = change.split('>');
  return mountCapture(options([from, to]), kind, more);
}

describe('what is said of a mount, kept word for word', () => {
  kept('mount-options', [
    ['healthy', nfs('')],
    ['healthy, of S3 Files', nfs('', 's3files', { target: lambdaFunction('s3files') })],
    ['healthy, of a kind that nobody knows', nfs('', 'unknown', { target: lambdaFunction('unknown') })],
    ['a function of a minute', nfs('', 'efs', timed(60))],
    ['a function of a minute and a second', nfs('', 'efs', timed(61))],
    ['soft', nfs('hard>soft', 'efs', timed(900))],
    [
      'soft, of S3 Files',
      mountCapture(options(['hard', 'soft']), 's3files', { target: lambdaFunction('s3files') }),
    ],
    ['soft, and the function ends first', nfs('hard>soft', 'efs', timed(3))],
    ['soft, and the function ends at the same time', nfs('hard>soft', 'efs', timed(180))],
    ['softerr', nfs('hard>softerr', 'efs', timed(900))],
    ['softreval', nfs('hard>hard,softreval')],
    [
      'soft after 14.9 s',
      mountCapture(options(['hard', 'soft'], ['timeo=600', 'timeo=149'], ['retrans=2', 'retrans=0'])),
    ],
    [
      'soft after 15 s',
      mountCapture(options(['hard', 'soft'], ['timeo=600', 'timeo=150'], ['retrans=2', 'retrans=0'])),
    ],
    ['timeo of 59.9 s', nfs('timeo=600>timeo=599')],
    ['timeo of 60.1 s', nfs('timeo=600>timeo=601')],
    ['soft without timeo', mountCapture(options(['hard', 'soft'], ['timeo=600', '']))],
    ['soft without retrans', mountCapture(options(['hard', 'soft'], ['retrans=2', '']))],
    ['hard without timeo', nfs('timeo=600>', 'efs', timed(900))],
    ['defaults that are printed', nfs('>acregmin=3,acregmax=60,acdirmin=30,acdirmax=60,lookupcache=all')],
    ['softreval with softerr', nfs('hard>softerr,softreval')],
    ['no retransmission', nfs('retrans=2>retrans=0')],
    ['three retransmissions', nfs('retrans=2>retrans=3')],
    [
      'NFS 3 over UDP',
      mountCapture(options(['vers=4.1', 'vers=3'], ['proto=tcp', 'proto=udp'], ['', 'mountproto=udp'])),
    ],
    ['NFS 4.0', nfs('vers=4.1>vers=4.0')],
    ['NFS 4.2', nfs('vers=4.1>vers=4.2')],
    ['small reads', nfs('rsize=1048576>rsize=1048575')],
    ['small writes', nfs('wsize=1048576>wsize=4096')],
    ['large reads', nfs('rsize=1048576>rsize=2097152')],
    ['without noresvport', nfs('noresvport>')],
    ['with resvport', nfs('noresvport>resvport')],
    ['read only', mountCapture(healthyOptions.replace('rw,', 'ro,'))],
    ['no cache of attributes', nfs('>noac')],
    ['cache of attributes for no time', nfs('>acregmin=0,acregmax=0,acdirmin=0,acdirmax=0')],
    ['cache of attributes for longer', nfs('>acregmin=60,acregmax=600,acdirmin=60,acdirmax=600')],
    ['no lookups kept', nfs('>lookupcache=none')],
    ['lookups kept that were found', nfs('>lookupcache=pos')],
    ['no close to open', nfs('>nocto')],
    ['a cache on disk', nfs('>fsc')],
    ['four connections', nfs('>nconnect=4')],
    ['writes that wait', nfs('>sync')],
    ['locks of its own', nfs('local_lock=none>local_lock=all')],
    ['Kerberos', nfs('sec=sys>sec=krb5p')],
    ['TLS', nfs('>xprtsec=tls')],
    ['dead networks are fatal', nfs('>fatal_neterrors=ENETDOWN:ENETUNREACH')],
    ['dead networks are not fatal', nfs('>fatal_neterrors=none')],
    ['the last of an option that is there twice', nfs('>timeo=50,timeo=600')],
    ['options that nobody knows', nfs('>frob=1,nofrob')],
    ['only rw', mountCapture('rw')],
    ['nothing is mounted', probeCapture({ mounts: ok('none / overlay rw 0 0\n') })],
    [
      'nothing is mounted, of S3 Files',
      probeCapture({ mounts: ok('none / overlay rw 0 0\n') }, { target: lambdaFunction('s3files') }),
    ],
    ['no mount table', probeCapture({})],
    ['no mount table, and no answer', probeCapture({}, { unresponsive: ['/mnt/efs'] })],
    ['no answer', nfs('', 'efs', { unresponsive: ['/mnt/efs'] })],
    [
      'no answer, of S3 Files',
      nfs('', 's3files', { unresponsive: ['/mnt/efs'], target: lambdaFunction('s3files') }),
    ],
    ['no answer of another mount', nfs('', 'efs', { unresponsive: ['/mnt/other'] })],
    ['a disk', probeCapture({ mounts: ok('/dev/vda /mnt/efs ext4 rw 0 0\n') })],
    [
      'a disk, of a kind that nobody knows',
      probeCapture({ mounts: ok('/dev/vda /mnt/efs ext4 rw 0 0\n') }, { target: lambdaFunction('unknown') }),
    ],
  ]);

  const counted = (change: Parameters<typeof mountstats>[0], before?: Parameters<typeof mountstats>[0]) =>
    probeCapture({
      mounts: ok(`127.0.0.1:/ /mnt/efs nfs4 ${healthyOptions} 0 0\n`),
      mountstats: ok({ before: mountstats(before ?? change), after: mountstats(change) }),
    });
  // Transmissions are the second counter, major timeouts the third.
  const operations = (all: number, sent: number, timeouts = 0) => ({
    operations: { READ: `${all} ${sent} ${timeouts} 1 1 1 1 1 0` },
  });
  const connected = (times: number, port = 0) => ({
    transports: [`tcp ${port} 1 ${times} 0 5 400 400 0 9 4 2 0 0`],
  });

  kept('mount-statistics', [
    ['one major timeout', counted(operations(100, 100, 1))],
    ['nine retransmissions of ten', counted(operations(10, 19))],
    ['ten retransmissions of 200', counted(operations(200, 210))],
    ['ten retransmissions of 201', counted(operations(201, 211))],
    ['one connection in the first second', counted({ age: 1, ...connected(1) })],
    ['two reconnects in ten minutes', counted({ age: 600, ...connected(5) })],
    ['two reconnects in a second less', counted({ age: 599, ...connected(5) })],
    ['a port that is reserved', counted(connected(1, 1023))],
    ['a port that is not', counted(connected(1, 1024))],
    ['all of it before', counted(operations(200, 260, 4), operations(100, 160, 4))],
  ]);

  const tmp = (used: number) =>
    probeCapture({
      mounts: ok(`127.0.0.1:/ /mnt/efs nfs4 ${healthyOptions} 0 0\n/dev/vdc /tmp ext4 rw 0 0\n`),
      usage: ok([
        {
          mountPoint: '/tmp',
          result: ok({
            blockSize: '1024',
            blocks: '1000',
            blocksFree: String(1000 - used),
            blocksAvailable: String(1000 - used),
            inodes: '10',
            inodesFree: '5',
          }),
        },
      ]),
    });
  kept('tmp', [
    ['89 percent', tmp(890)],
    ['90 percent', tmp(900)],
  ]);
});
