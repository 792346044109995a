import assert from 'node:assert/strict';
import { codeIdentity } from '../../../src/core/codeIdentity';
import { judgeProbe, markOf, whyUndecided, type ProbeEvidence } from '../../../src/core/judgeProbe';
import type { LambdaFunction } from '../../../src/core/lambdaFunction';
import { lambdaFunction } from '../aws/fakeLambda';

const SHIPPED = 'shipped-code';
const probe = lambdaFunction({
  handler: 'index.handler',
  runtime: 'nodejs22.x',
  codeSha256: SHIPPED,
  declaresProbe: false,
});

function judge(
  target: LambdaFunction,
  evidence: Partial<ProbeEvidence> = {},
  isDemo = false,
): string | undefined {
  return judgeProbe(target, isDemo, {
    installedFunctions: [],
    shellFunctions: [],
    isConfirmed: () => true,
    shippedCodeSha256: SHIPPED,
    ...evidence,
  });
}

describe('what is known to be a probe', () => {
  it('has our code or our variable, and our handler in a zip on Node.js', () => {
    assert.equal(judge(probe), 'installed-probe');
    const declaring = { ...probe, codeSha256: 'other', declaresProbe: true };
    assert.equal(judge(declaring), 'installed-probe');
    assert.equal(judge({ ...probe, codeSha256: 'other' }), undefined);
    assert.equal(judge({ ...probe, codeSha256: undefined }, { shippedCodeSha256: undefined }), undefined);
    for (const other of [
      { handler: 'app.handler' },
      { handler: undefined },
      { runtime: 'python3.13' },
      { runtime: 'nodejs22.x-evil' },
      { runtime: undefined },
      { packageType: 'Image' as const },
    ]) {
      assert.equal(judge({ ...declaring, ...other }), undefined, JSON.stringify(other));
      assert.equal(judge({ ...probe, ...other }), undefined, JSON.stringify(other));
    }
  });

  it('is open where AWS did not give the variables of what runs our handler', () => {
    const hidden = { ...probe, codeSha256: 'other', environmentError: 'AccessDeniedException: KMS' };
    assert.equal(judge(hidden), undefined);
    assert.equal(judge({ ...hidden, codeSha256: SHIPPED }), 'installed-probe', 'known by its code');
    assert.equal(whyUndecided(hidden), 'AccessDeniedException: KMS');
    assert.equal(whyUndecided({ ...hidden, handler: 'app.handler' }), '');
    assert.equal(whyUndecided(probe), '');
  });

  it('is marked by its ARN, for what it was when that was confirmed', () => {
    const other = lambdaFunction({ handler: 'app.run', codeSha256: 'other', declaresProbe: false });
    const marked = { shellFunctions: [other.arn] };
    assert.equal(judge(other, marked), 'shell-handler');
    assert.equal(judge(other, { installedFunctions: [other.arn] }), 'installed-probe');
    assert.equal(judge(other, { shellFunctions: [other.name, `${other.arn}:1`] }), undefined);
    const isConfirmed = (target: LambdaFunction) => target.codeSha256 === 'other';
    assert.equal(judge(other, { ...marked, isConfirmed }), 'shell-handler');
    assert.equal(judge({ ...other, codeSha256: 'newer' }, { ...marked, isConfirmed }), undefined);
    assert.equal(markOf(other, { installedFunctions: [], isConfirmed, ...marked }), 'shell-handler');
  });

  it('is a probe without a mark, too, where the mark does not hold any more', () => {
    assert.equal(judge(probe, { shellFunctions: [probe.arn], isConfirmed: () => false }), 'installed-probe');
  });

  it('is what the demo recorded, and nowhere else', () => {
    const recorded = lambdaFunction({ handler: 'app.run', origin: { kind: 'recorded', on: '2022-04-29' } });
    assert.equal(judge(recorded, {}, true), 'shell-handler');
    assert.equal(judge(recorded, {}, false), undefined);
    assert.equal(judge({ ...recorded, origin: { kind: 'live' } }, {}, true), undefined);
  });
});

describe('what decides the code that an Invoke runs', () => {
  const zip = lambdaFunction({
    codeSha256: 'a',
    handler: 'app.run',
    lastModified: '2026-01-01T00:00:00.000+0000',
  });

  it('is the zip, its handler, runtime and layers, and not when memory was changed', () => {
    const later = { lastModified: '2026-02-01T00:00:00.000+0000', memoryMb: 1024 };
    assert.equal(codeIdentity({ ...zip, ...later }), codeIdentity(zip));
    for (const change of [
      { codeSha256: 'b' },
      { handler: 'app.other' },
      { runtime: 'nodejs24.x' },
      { layers: ['arn:aws:lambda:us-east-1:123456789012:layer:wrapper:1'] },
      { packageType: 'Image' as const },
    ]) {
      assert.notEqual(codeIdentity({ ...zip, ...change }), codeIdentity(zip), JSON.stringify(change));
    }
  });

  it('is anything that was changed where the code has no hash of its own, or is an image', () => {
    for (const base of [
      { ...zip, codeSha256: undefined },
      { ...zip, packageType: 'Image' as const },
    ]) {
      const later = { ...base, lastModified: '2026-02-01T00:00:00.000+0000' };
      assert.notEqual(codeIdentity(later), codeIdentity(base));
    }
  });
});
