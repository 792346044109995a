import assert from 'node:assert/strict';
import type { LambdaFunction } from '../../../src/core/lambdaFunction';
import { createTranslate } from '../../../src/core/translate';
import { differencesFrom } from '../../../src/template/editor/deployed';
import { hoverAt, hoverMarkdown, type HoverInspection, type HoverMount } from '../../../src/template';
import { lambdaFunction } from '../core/captures';
import { efs, read } from './templates';

const t = createTranslate();

describe('where a deployed function is not what its template says', () => {
  const mount: HoverMount = {
    service: 'efs',
    localMountPath: '/mnt/efs',
    arn: lambdaFunction().fileSystem.arn,
    accessPoint: undefined,
    fileSystem: undefined,
    mountTargets: [],
    subnets: [],
    securityGroups: [],
    timeout: { seconds: 3, isDefault: true },
    memory: 128,
  };
  const told = (said: Partial<HoverMount>, deployed: Partial<LambdaFunction> = {}) =>
    differencesFrom({ ...mount, ...said }, { ...lambdaFunction(), ...deployed }, t);

  it('is said for each of path, ARN, service, timeout and memory', () => {
    assert.deepEqual(told({}), []);
    assert.deepEqual(told({ localMountPath: '/mnt/b' }), [
      'The template says `/mnt/b`; the deployed function mounts at `/mnt/efs`',
    ]);
    assert.deepEqual(told({ arn: 'arn:b' }), [
      `The template names \`arn:b\`; the deployed function uses \`${mount.arn ?? ''}\``,
    ]);
    assert.deepEqual(told({ service: 's3files' }), [
      'The template and the deployed function disagree on EFS or S3 Files',
    ]);
    assert.deepEqual(told({ timeout: { seconds: 4, isDefault: false } }), [
      'The template says a timeout of 4 seconds; the deployed function has 3',
    ]);
    assert.deepEqual(told({ timeout: { seconds: 1, isDefault: false } }), [
      'The template says a timeout of 1 second; the deployed function has 3',
    ]);
    assert.deepEqual(told({ memory: 129 }), [
      'The template says 129 MB of memory; the deployed function has 128',
    ]);
  });

  it('is not said of what the template leaves open, or of a file system of a kind that nobody knows', () => {
    assert.deepEqual(
      told({
        localMountPath: undefined,
        arn: undefined,
        service: undefined,
        timeout: undefined,
        memory: undefined,
      }),
      [],
    );
    const { fileSystem } = lambdaFunction();
    assert.deepEqual(told({ service: 's3files' }, { fileSystem: { ...fileSystem, kind: 'unknown' } }), []);
  });
});

describe('the last inspection in a hover', () => {
  const hover = hoverAt(read(efs), efs.indexOf('FileSystemConfigs') + 1) ?? assert.fail('no hover');
  const inspected = (inspection: Partial<HoverInspection>) =>
    hoverMarkdown(hover, t, {
      inspection: {
        target: { ...lambdaFunction(), timeoutSeconds: 20 },
        when: 'today',
        findings: 0,
        ...inspection,
      },
    })
      .split('\n')
      .filter(line => /Inspected|finding|recommends|Report|`rw/.test(line));

  it('says what was mounted, how many findings there were, and opens its report', () => {
    assert.deepEqual(inspected({}), [
      '- Inspected today as `reports`: no file system was mounted',
      '- As AWS recommends',
    ]);
    assert.deepEqual(
      inspected({ mounted: { nfsVersion: '4.1', options: 'rw,hard' }, findings: 2, open: 'command:open' }),
      [
        '- Inspected today as `reports`: mounted at `/mnt/efs` with NFS 4.1',
        '- `rw,hard`',
        '- 2 findings against the recommendations of AWS',
        '- [Open Report](command:open)',
      ],
    );
    assert.ok(inspected({ findings: 1 }).includes('- One finding against the recommendations of AWS'));
    assert.deepEqual(
      inspected({ mounted: { options: 'rw' } })[0],
      '- Inspected today as `reports`: mounted at `/mnt/efs` with NFS …',
    );
  });

  it('names a construct of the CDK with a link where its source is known, and three at most', () => {
    const of = (constructs: readonly string[], construct?: (path: string) => string | undefined) =>
      hoverMarkdown({ ...hover, constructs }, t, construct && { construct })
        .split('\n')
        .filter(line => line.startsWith('CDK'));
    assert.deepEqual(of(['A/B']), ['CDK construct: `A/B`']);
    assert.deepEqual(
      of(['A/B'], path => `file:${path}`),
      ['CDK construct: [`A/B`](file:A/B)'],
    );
    assert.equal(of(['A', 'B', 'C', 'D']).length, 3);
  });

  it('says of a template that nobody can work out that it is too complex', () => {
    assert.match(
      hoverMarkdown({ ...hover, mounts: [], isTooComplex: true }, t),
      /^This template is too complex/,
    );
    assert.doesNotMatch(hoverMarkdown(hover, t), /too complex/);
  });

  it('offers to inspect one function, and not one of several', () => {
    const offered = (functions: readonly string[]) =>
      hoverMarkdown({ ...hover, functions }, t, { inspect: id => `inspect:${id}` }).includes('](inspect:');
    assert.equal(offered(['A']), true);
    assert.equal(offered(['A', 'B']), false);
    assert.equal(offered([]), false);
  });
});
