import assert from 'node:assert/strict';
import type { LambdaFunction } from '../../../src/core/lambdaFunction';
import { createTranslate } from '../../../src/core/translate';
import { definitionsAt, functionsOf, hoverAt, hoverMarkdown, type Hover } from '../../../src/template';
import { change, efs, read, s3Files, toJson } from './templates';

const t = createTranslate();

/** The hover at the only place where the text has this, `shift` characters into it. */
function hover(text: string, at: string, shift = 1): Hover | undefined {
  assert.equal(text.split(at).length, 2, at);
  return hoverAt(read(text), text.indexOf(at) + shift);
}

function topic(text: string, at: string, shift?: number): string | undefined {
  return hover(text, at, shift)?.topic;
}

describe('hoverAt', () => {
  it('answers on keys and values of FileSystemConfigs', () => {
    assert.equal(topic(efs, 'FileSystemConfigs:'), 'FileSystemConfigs');
    assert.equal(topic(efs, '- Arn: !GetAtt', 3), 'Arn');
    assert.equal(topic(efs, '!GetAtt AccessPoint.Arn'), 'Arn');
    assert.equal(topic(efs, 'LocalMountPath:'), 'LocalMountPath');
    assert.equal(topic(efs, '/mnt/efs'), 'LocalMountPath');
    const json = toJson(efs);
    assert.equal(topic(json, '"FileSystemConfigs"'), 'FileSystemConfigs');
    assert.equal(topic(json, '"AccessPoint.Arn"', 2), 'Arn');
    assert.equal(topic(json, '"/mnt/efs"'), 'LocalMountPath');
  });

  it('answers nowhere else', () => {
    assert.equal(hover(efs, 'SubnetIds:'), undefined);
    assert.equal(hover(efs, '# through which', 4), undefined);
    assert.equal(hover(efs, 'DependsOn: MountTarget'), undefined);
    assert.equal(hoverAt(read(efs), efs.length), undefined);
  });

  it('gives the range of the entry', () => {
    const found = hover(efs, '/mnt/efs');
    assert.ok(found);
    assert.equal(efs.slice(found.range.start, found.range.end), 'LocalMountPath: /mnt/efs');
  });

  it('resolves the chain to where each part is defined', () => {
    const mount = hover(efs, 'FileSystemConfigs:')?.mounts[0];
    assert.ok(mount?.accessPoint?.range && mount.fileSystem?.range);
    assert.equal(efs.slice(mount.accessPoint.range.start, mount.accessPoint.range.end), 'AccessPoint');
    assert.equal(efs.slice(mount.fileSystem.range.start, mount.fileSystem.range.end), 'FileSystem');
    assert.equal(mount.service, 'efs');
    assert.equal(mount.localMountPath, '/mnt/efs');
    assert.deepEqual(
      [mount.accessPoint.path, mount.accessPoint.uid, mount.accessPoint.gid],
      ['/lambda', '1000', '1000'],
    );
    assert.equal(mount.fileSystem.throughputMode, 'bursting');
    assert.deepEqual(
      mount.mountTargets.map(({ name, subnet, isCreatedBefore }) => [name, subnet?.name, isCreatedBefore]),
      [['MountTarget', 'SubnetA', true]],
    );
    assert.deepEqual(
      mount.mountTargets[0]?.securityGroups.map(({ name }) => name),
      ['MountTargetSecurityGroup'],
    );
    assert.deepEqual(
      mount.subnets.map(({ name }) => name),
      ['SubnetA'],
    );
    assert.deepEqual(mount.timeout, { seconds: 20, isDefault: false });
    const without = hover(change(efs, ['      Timeout: 20\n', '']), 'FileSystemConfigs:');
    assert.deepEqual(without?.mounts[0]?.timeout, { seconds: 3, isDefault: true });
  });

  it('gives every mount that conditions can choose', () => {
    const template = change(
      efs,
      [
        'Resources:\n',
        'Parameters:\n  Stage: {Type: String}\nConditions:\n  IsProd: !Equals [!Ref Stage, prod]\nResources:\n',
      ],
      ['LocalMountPath: /mnt/efs', 'LocalMountPath: !If [IsProd, /mnt/prod, /mnt/dev]'],
    );
    const found = hover(template, '/mnt/prod');
    assert.equal(found?.topic, 'LocalMountPath');
    assert.deepEqual(found.mounts.map(({ localMountPath }) => localMountPath).sort(), [
      '/mnt/dev',
      '/mnt/prod',
    ]);
  });

  it('answers in the globals of SAM', () => {
    const configs =
      '    FileSystemConfigs:\n      - Arn: !GetAtt AccessPoint.Arn\n        LocalMountPath: /mnt/global\n';
    const template = change(
      efs,
      ['Resources:\n', `Globals:\n  Function:\n${configs}Resources:\n`],
      [
        '      FileSystemConfigs:\n        - Arn: !GetAtt AccessPoint.Arn # through which\n          LocalMountPath: /mnt/efs\n',
        '',
      ],
    );
    const found = hover(template, '/mnt/global');
    assert.deepEqual(found?.functions, ['Function']);
    assert.equal(found.mounts[0]?.localMountPath, '/mnt/global');
  });
});

describe('hoverMarkdown', () => {
  it('shows the chain with links, what AWS requires, and the inspection to start', () => {
    const found = hover(efs, 'FileSystemConfigs:');
    assert.ok(found);
    const text = hoverMarkdown(found, t, {
      link: ({ start }) => `file:///t.yaml#${start}`,
      inspect: id => `command:inspect?${id}`,
    });
    assert.ok(text.includes(`[AccessPoint](file:///t.yaml#${efs.indexOf('AccessPoint:')})`), text);
    assert.ok(text.includes('Mounted at `/mnt/efs`'), text);
    assert.ok(text.includes('bursting throughput'), text);
    assert.ok(text.includes('20 seconds'), text);
    assert.ok(text.includes('[Inspect EFS Mount](command:inspect?Function)'), text);
    assert.ok(
      text.includes('https://docs.aws.amazon.com/lambda/latest/dg/configuration-filesystem.html'),
      text,
    );
  });

  it('counts one second as one', () => {
    const found = hover(change(efs, ['Timeout: 20', 'Timeout: 1']), 'FileSystemConfigs:');
    assert.match((found && hoverMarkdown(found, t)) ?? '', /Timeout of the function: 1 second$/m);
  });

  it('tells what a mount target lacks', () => {
    const found = hover(change(efs, ['    DependsOn: MountTarget\n', '']), 'FileSystemConfigs:');
    assert.ok(found && hoverMarkdown(found, t).includes('not in DependsOn'));
  });

  it('names S3 Files and parameters', () => {
    const found = hover(s3Files, 'FileSystemConfigs:');
    assert.ok(found);
    const text = hoverMarkdown(found, t);
    assert.ok(text.includes('Amazon S3 Files'), text);
    assert.ok(text.includes('configuration-filesystem-s3files.html'), text);
  });

  it('shows what was really mounted, and where the template differs', () => {
    const found = hover(efs, 'FileSystemConfigs:');
    assert.ok(found);
    const deployed = {
      name: 'cmd-function',
      timeoutSeconds: 60,
      memoryMb: 128,
      fileSystem: {
        kind: 'efs',
        arn: 'arn:aws:elasticfilesystem:us-east-1:123456789012:access-point/fsap-0123456789abcdef0',
        localMountPath: '/mnt/other',
      },
    } as LambdaFunction;
    const text = hoverMarkdown(found, t, {
      inspection: {
        target: deployed,
        when: '29 April 2022',
        mounted: { nfsVersion: '4.1', options: 'rw,hard,timeo=600' },
        findings: 1,
        open: 'command:open',
      },
    });
    assert.ok(
      text.includes('Inspected 29 April 2022 as `cmd-function`: mounted at `/mnt/other` with NFS 4.1'),
      text,
    );
    assert.ok(text.includes('`rw,hard,timeo=600`'), text);
    assert.ok(
      text.includes('The template says `/mnt/efs`; the deployed function mounts at `/mnt/other`'),
      text,
    );
    assert.ok(text.includes('The template says a timeout of 20 seconds; the deployed function has 60'), text);
    assert.ok(!text.includes('MB of memory'), text);
  });

  it('lets nothing of the template be Markdown', () => {
    const nasty = "'/mnt/[x](command:evil)`<img src=x>'";
    const template = change(
      efs,
      ['LocalMountPath: /mnt/efs', `LocalMountPath: ${nasty}`],
      ["Uid: '1000'\n        Gid", `Uid: '[y](command:evil)'\n        Gid`],
    );
    const found = hover(template, 'FileSystemConfigs:');
    assert.ok(found);
    const text = hoverMarkdown(found, t);
    assert.ok(!text.includes('](command:evil)'), text);
    assert.ok(!text.includes('<img'), text);
  });
});

describe('definitionsAt', () => {
  it('leads from Arn to the access point', () => {
    const [definition, another] = definitionsAt(read(efs), efs.indexOf('!GetAtt AccessPoint.Arn') + 9);
    assert.ok(definition && !another);
    assert.equal(efs.slice(definition.target.start, definition.target.end), 'AccessPoint');
    assert.equal(efs.slice(definition.origin.start, definition.origin.end), '!GetAtt AccessPoint.Arn');
    assert.deepEqual(definitionsAt(read(efs), efs.indexOf('/mnt/efs')), []);
  });

  it('leads there from JSON, and from the id that is written by mistake', () => {
    const json = toJson(efs);
    const offset = json.indexOf('"Arn": {') + 10;
    assert.equal(definitionsAt(read(json), offset).length, 1);
    const mistaken = change(efs, ['!GetAtt AccessPoint.Arn', '!Ref AccessPoint']);
    assert.equal(definitionsAt(read(mistaken), mistaken.indexOf('!Ref AccessPoint')).length, 1);
  });
});

describe('the page of AWS that a hover names', () => {
  const pageOf = (found: Hover | undefined) =>
    /\[AWS documentation\]\((.*?)\)/.exec(hoverMarkdown(found ?? assert.fail(), t))?.[1];

  it('is that of the file system, and of Amazon EFS where none is known', () => {
    const page = pageOf(hover(efs, 'FileSystemConfigs:')) ?? '';
    const pageOfS3 = pageOf(hover(s3Files, 'FileSystemConfigs:')) ?? '';
    assert.match(page, /^https:/);
    assert.match(pageOfS3, /s3/);
    assert.notEqual(page, pageOfS3);
    const found = hover(efs, 'FileSystemConfigs:') ?? assert.fail();
    assert.equal(pageOf({ ...found, mounts: [] }), page);
    const [mount] = found.mounts;
    const [mountOfS3] = hover(s3Files, 'FileSystemConfigs:')?.mounts ?? [];
    assert.ok(mount && mountOfS3);
    assert.equal(pageOf({ ...found, mounts: [mountOfS3, mount] }), page);
    assert.equal(pageOf({ ...found, mounts: [mountOfS3, mountOfS3] }), pageOfS3);
  });
});

describe('functionsOf', () => {
  it('gives the functions that mount a file system, by logical id and by name', () => {
    const [found, another] = functionsOf(read(efs));
    assert.ok(found && !another);
    assert.equal(found.logicalId, 'Function');
    assert.equal(found.functionName, undefined);
    assert.equal(efs.slice(found.range.start, found.range.end), 'Function');
    const named = (name: string) =>
      functionsOf(
        read(change(efs, ['      Runtime: go1.x\n', `      Runtime: go1.x\n      FunctionName: ${name}\n`])),
      )[0]?.functionName;
    assert.equal(named('cmd'), 'cmd');
    assert.equal(named('!Sub ${AWS::StackName}-cmd'), undefined);
  });
});
