import assert from 'node:assert/strict';
import { createTranslate } from '../../../src/core/translate';
import {
  definitionsAt,
  describeTemplateFinding,
  functionsOf,
  hoverAt,
  hoverMarkdown,
  readTemplate,
} from '../../../src/template';
import { apply, at, change, check, codes, firstFix, only, read, serverless as service } from './templates';

const t = createTranslate();

describe('serverless.yml of the Serverless Framework', () => {
  it('is silent where nothing is wrong, with vpc of the provider or of the function', () => {
    assert.deepEqual(codes(service), []);
    const vpc = /  vpc:\n.*\n.*\n/.exec(service)?.[0] ?? '';
    const own = change(
      service,
      [vpc, ''],
      [
        '    dependsOn: [MountTarget]\n',
        `    dependsOn: [MountTarget]\n${vpc.replaceAll(/^/gm, '  ').trimEnd()}\n`,
      ],
    );
    assert.deepEqual(codes(own), []);
    assert.deepEqual(codes(change(service, ['!GetAtt AccessPoint.Arn', '${env:ACCESS_POINT}'])), []);
    assert.deepEqual(codes(change(service, [vpc, "  vpc: ${file(vpc.yml):${opt:stage, 'dev'}}\n"])), []);
    assert.deepEqual(
      codes(change(service, [vpc, ''], ['functions:', 'plugins: [serverless-vpc-discovery]\nfunctions:'])),
      [],
    );
  });

  it('is checked as the CloudFormation that is made of it, at the keys that it has', () => {
    const withoutVpc = service.replace(/  vpc:\n.*\n.*\n/, '');
    const finding = only(withoutVpc);
    assert.equal(finding.code, 'missing-vpc-config');
    assert.equal(finding.subject, 'WriteDashoneLambdaFunction');
    assert.equal(at(withoutVpc, finding), 'fileSystemConfig');
    assert.deepEqual(finding.fixes, []);

    const early = change(service, ['    dependsOn: [MountTarget]\n', '']);
    assert.deepEqual(codes(early), ['missing-depends-on']);
    const path = change(service, ['/mnt/efs', '/data']);
    assert.equal(at(path, only(path)), '/data');
    assert.deepEqual(codes(change(service, ['!GetAtt AccessPoint.Arn', '!GetAtt FileSystem.Arn'])), [
      'not-an-access-point',
    ]);
    assert.deepEqual(codes(change(service, ['FromPort: 2049, ToPort: 2049', 'FromPort: 22, ToPort: 22'])), [
      'nfs-inbound-closed',
    ]);
    assert.deepEqual(codes(change(service, ['      arn: !GetAtt AccessPoint.Arn\n', ''])), ['missing-arn']);
  });

  it('has the timeout of the function, of the provider, or of the Framework', () => {
    const short = change(service, ['  timeout: 20\n', '']);
    assert.equal(only(short).actual, '6');
    assert.deepEqual(only(short).fixes, []);
    const given = change(service, ['timeout: 20', 'timeout: 4']);
    assert.deepEqual(codes(apply(given, firstFix(only(given)).edits)), []);
  });

  it('has what an extension of its resource says', () => {
    const extending = (extension: string, text = service) =>
      codes(
        change(text, [
          'resources:\n',
          `resources:\n  extensions:\n    WriteDashoneLambdaFunction: ${extension}\n`,
        ]),
      );
    const short = change(service, ['  timeout: 20\n', '']);
    assert.deepEqual(extending('{Properties: {MemorySize: 512}}', short), ['short-timeout']);
    assert.deepEqual(extending('{Properties: {Timeout: 30}}', short), []);
    assert.deepEqual(extending('{Properties: {Timeout: 3}}'), ['short-timeout']);
    assert.deepEqual(extending('${file(more.yml)}', short), []);
    assert.deepEqual(extending('{Properties: "${file(more.yml)}"}', short), []);
    assert.deepEqual(
      codes(change(short, ['resources:\n', 'resources:\n  extensions: ${file(more.yml)}\n'])),
      [],
    );
    const early = change(service, ['    dependsOn: [MountTarget]\n', '']);
    assert.deepEqual(extending('{Properties: {Timeout: 30}}', early), ['missing-depends-on']);
    assert.deepEqual(extending('{DependsOn: MountTarget}', early), []);
    assert.deepEqual(extending('{DependsOn: [Subnet]}', early), ['missing-depends-on']);
    assert.deepEqual(extending('{DependsOn: [Subnet]}'), []);
    assert.deepEqual(extending('{DependsOn: "${self:custom.targets}"}', early), []);
    // Keys of both are merged, so that no part of the function's own is judged alone.
    const without = change(service, ['    securityGroupIds: [!Ref FunctionGroup]\n', '']);
    assert.deepEqual(codes(without).includes('missing-security-group-ids'), true);
    assert.deepEqual(
      extending('{Properties: {VpcConfig: {SecurityGroupIds: [!Ref FunctionGroup]}}}', without),
      [],
    );
  });

  it('takes resources in several parts, of which some are elsewhere', () => {
    const target = /    MountTarget:\n(?: {6}.*\n)+/.exec(service)?.[0] ?? '';
    const without = change(service, [target, ''], ['    dependsOn: [MountTarget]\n', '']);
    assert.deepEqual(codes(without), ['missing-mount-target']);
    const start = without.indexOf('  Resources:');
    const listed = `${without.slice(0, start)}  - Resources:\n${without
      .slice(start + '  Resources:\n'.length)
      .replaceAll(/^(?=.)/gm, '  ')}`;
    assert.deepEqual(codes(listed), ['missing-mount-target']);
    assert.deepEqual(codes(`${listed}  - \${file(more.yml)}\n`), []);
  });

  it('mounts Amazon S3 Files, and is JSON too', () => {
    const s3 = change(
      service,
      ['      localMountPath', '      type: s3files\n      localMountPath'],
      [
        '!GetAtt AccessPoint.Arn',
        'arn:aws:s3files:eu-west-1:123456789012:file-system/fs-0123456789abcdef0/access-point/fsap-0123456789abcdef0',
      ],
    );
    assert.deepEqual(codes(s3), []);
    const json = JSON.stringify({
      service: 'files',
      provider: { name: 'aws', timeout: 20 },
      functions: {
        one: { handler: 'x', fileSystemConfig: { arn: 'arn:nothing', localMountPath: '/mnt/x' } },
      },
    });
    assert.deepEqual([...codes(json)].sort(), ['invalid-access-point-arn', 'missing-vpc-config']);
  });

  it('has hovers, definitions and lenses at its own keys', () => {
    const template = read(service);
    const hover = hoverAt(template, service.indexOf('fileSystemConfig') + 2);
    assert.equal(hover?.topic, 'FileSystemConfigs');
    assert.match(hoverMarkdown(hover, t), /AccessPoint.*\/data/);
    assert.equal(hoverAt(template, service.indexOf('localMountPath') + 2)?.topic, 'LocalMountPath');
    const [definition] = definitionsAt(template, service.indexOf('AccessPoint.Arn') + 2);
    assert.equal(definition && service.slice(definition.target.start, definition.target.end), 'AccessPoint');
    assert.deepEqual(
      functionsOf(template).map(({ logicalId }) => logicalId),
      ['WriteDashoneLambdaFunction'],
    );
  });

  it('checks functions among its resources, and nothing of other files with such words', () => {
    const native = `service: x\nprovider: {name: aws}\nresources:\n  Resources:\n    F:\n      Type: AWS::Lambda::Function\n      Properties:\n        Timeout: 20\n        FileSystemConfigs: [{Arn: !Ref A, LocalMountPath: /mnt/x}]\n`;
    assert.deepEqual(
      check(native).map(({ code, subject }) => `${code} ${subject}`),
      ['missing-vpc-config F'],
    );
    assert.equal(
      readTemplate('service: x\nprovider: y\nfunctions: {}\nnote: {fileSystemConfig: 1}\n')?.resources.size,
      0,
    );
    assert.equal(readTemplate('a: {fileSystemConfig: 1}\n'), undefined);
  });
});

describe('what is said of a function in serverless.yml', () => {
  const saying = (text: string) =>
    check(text)
      .map(finding => describeTemplateFinding(finding, t).message)
      .join('\n');

  it('names the keys that it has there', () => {
    const vpc = '  vpc:\n    securityGroupIds: [!Ref FunctionGroup]\n    subnetIds: [!Ref Subnet]\n';
    const withoutVpc = saying(change(service, [vpc, '']));
    assert.match(withoutVpc, /\bvpc\b/);
    assert.doesNotMatch(withoutVpc, /VpcConfig/);
    const withoutPath = saying(change(service, ['      localMountPath: /mnt/efs\n', '']));
    assert.match(withoutPath, /\blocalMountPath\b/);
    assert.doesNotMatch(withoutPath, /LocalMountPath/);
    const withoutTargets = saying(change(service, ['    dependsOn: [MountTarget]\n', '']));
    assert.match(withoutTargets, /\bdependsOn\b/);
    assert.doesNotMatch(withoutTargets, /DependsOn/);
  });
});
