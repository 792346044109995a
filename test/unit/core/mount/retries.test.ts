import assert from 'node:assert/strict';
import { answerRetries, retrySchedule } from '../../../../src/core/mount/retries';
import { parseOptionString } from '../../../../src/core/parse/optionString';
import { healthyOptions } from '../captures';

describe('retrySchedule', () => {
  // [timeo in deciseconds, retrans, retransmissions in seconds, major timeout in seconds]
  const table: readonly (readonly [number, number, readonly number[], number])[] = [
    [600, 2, [60], 180],
    [600, 0, [], 60],
    [600, 1, [60], 120],
    [600, 3, [60, 180], 240],
    [600, 5, [60, 180], 360],
    [150, 2, [15], 45],
    [50, 2, [5], 15],
    [100, 10, [10, 30, 60, 100], 110],
    [1, 2, [0.1], 0.3],
    // The major timeout is at most 600 s, and so is every wait.
    [600, 20, [60, 180, 360], 600],
    [6000, 2, [], 600],
    [9000, 2, [], 600],
  ];
  for (const [timeo, retrans, retransmissions, major] of table) {
    it(`timeo=${timeo},retrans=${retrans}: ${retransmissions.join(', ')} s, then ${major} s`, () => {
      assert.deepEqual(retrySchedule(timeo, retrans), {
        retransmissionsMs: retransmissions.map(seconds => seconds * 1000),
        majorTimeoutMs: major * 1000,
      });
    });
  }
});

describe('answerRetries', () => {
  const answer = (options: string, functionTimeoutMs?: number) =>
    answerRetries({
      kind: 'efs',
      fsType: 'nfs4',
      options: parseOptionString(options),
      ...(functionTimeoutMs === undefined ? {} : { functionTimeoutMs }),
    });

  it('hard: only the function ends a blocked call', () => {
    const hard = answer(healthyOptions, 3000);
    assert.equal(hard.recovery, 'hard');
    assert.equal(hard.errorOnTimeout, undefined);
    assert.equal(hard.firstRetransmissionMs, 60_000);
    assert.equal(hard.majorTimeoutMs, 180_000);
    assert.equal(hard.onlyAfterDisconnect, true);
    assert.equal(hard.endsFirst, 'function-timeout');
    assert.equal(hard.networkErrorsAreFatal, false);
  });

  it('hard: without retransmissions in between, the request is sent again at the major timeout', () => {
    assert.equal(answer('vers=4.1,hard,proto=tcp,timeo=600,retrans=0').firstRetransmissionMs, 60_000);
    assert.equal(answer('vers=4.1,soft,proto=tcp,timeo=600,retrans=0').firstRetransmissionMs, undefined);
  });

  for (const [flag, errno] of [
    ['soft', 'EIO'],
    ['softerr', 'ETIMEDOUT'],
  ] as const) {
    it(`${flag}: ${errno} after the major timeout, unless the function ends before`, () => {
      const options = `vers=4.1,${flag},proto=tcp,timeo=50,retrans=2`;
      assert.equal(answer(options).errorOnTimeout, errno);
      assert.equal(answer(options).majorTimeoutMs, 15_000);
      assert.equal(answer(options, 20_000).endsFirst, 'error-on-timeout');
      assert.equal(answer(options, 10_000).endsFirst, 'function-timeout');
    });
  }

  it('NFS 3 sends again on a living connection, NFS 4 does not', () => {
    assert.equal(answer('vers=3,hard,proto=tcp,timeo=600,retrans=2').onlyAfterDisconnect, false);
    assert.equal(answer('vers=4.2,hard,proto=tcp,timeo=600,retrans=2').onlyAfterDisconnect, true);
  });

  it('fatal network errors reach the program even on a hard mount', () => {
    const container = answer(`${healthyOptions},fatal_neterrors=ENETDOWN:ENETUNREACH`);
    assert.equal(container.networkErrorsAreFatal, true);
    assert.deepEqual(
      container.remainingErrors.slice(0, 2).map(({ errno }) => errno),
      ['ENETDOWN', 'ENETUNREACH'],
    );
    assert.equal(answer(`${healthyOptions},fatal_neterrors=none`).networkErrorsAreFatal, false);
  });

  it('names what still reaches the program, per kind of file system', () => {
    const errnos = (kind: 'efs' | 's3files', options: string) =>
      answerRetries({ kind, fsType: 'nfs4', options: parseOptionString(options) }).remainingErrors.map(
        ({ errno }) => errno,
      );
    assert.ok(errnos('efs', 'hard').includes('EDQUOT'));
    assert.ok(!errnos('s3files', 'hard').includes('EDQUOT'));
    assert.ok(!errnos('efs', 'rw,hard').includes('EROFS'));
    assert.ok(errnos('efs', 'ro,hard').includes('EROFS'));
    for (const { source } of answer('hard').remainingErrors) {
      assert.match(source, /^https:\/\//);
    }
  });

  it('does not guess', () => {
    assert.equal(answer('rw,vers=4.2').recovery, 'unknown');
    assert.equal(answer('').recovery, 'unknown');
    assert.equal(answerRetries({ kind: 'efs', fsType: 'ext4', options: [] }).recovery, 'not-nfs');
    assert.equal(answer('hard,proto=udp,timeo=11,retrans=3').majorTimeoutMs, undefined);
    assert.equal(answer('hard,proto=tcp,timeo=banana,retrans=2').majorTimeoutMs, undefined);
  });
});
