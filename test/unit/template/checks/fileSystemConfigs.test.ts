import assert from 'node:assert/strict';
import { createTranslate } from '../../../../src/core/translate';
import { describeTemplateFinding } from '../../../../src/template';
import {
  apply,
  at,
  change,
  codes,
  efs,
  finds,
  findsNothing,
  firstFix,
  only,
  s3Files,
  toJson,
} from '../templates';

const t = createTranslate();
const arn = 'Arn: !GetAtt AccessPoint.Arn # through which';
const path = 'LocalMountPath: /mnt/efs';

describe('checks of FileSystemConfigs', () => {
  it('find nothing in complete templates', () => {
    findsNothing(efs);
    findsNothing(s3Files);
  });

  describe('too-many-file-systems', () => {
    const second = `${path}\n        - Arn: !GetAtt AccessPoint.Arn\n          LocalMountPath: /mnt/other`;

    it('finds a second entry', () => {
      finds('error too-many-file-systems', change(efs, [path, second]));
    });

    it('is on the second entry', () => {
      const text = change(efs, [path, second]);
      assert.ok(text.slice(only(text).range.start).startsWith('Arn: !GetAtt AccessPoint.Arn\n'));
    });

    it('knows that SAM appends to the globals', () => {
      const globals =
        'Globals:\n  Function:\n    FileSystemConfigs:\n      - Arn: !GetAtt AccessPoint.Arn\n        LocalMountPath: /mnt/global\n';
      assert.equal(
        only(change(efs, ['Resources:\n', `${globals}Resources:\n`])).code,
        'too-many-file-systems',
      );
    });

    it('says so where both have some, and of no other place', () => {
      const entry = (name: string) =>
        `      - Arn: !GetAtt AccessPoint.Arn\n        LocalMountPath: /mnt/${name}\n`;
      const withGlobals = (entries: string, text = efs) =>
        change(text, [
          'Resources:\n',
          `Globals:\n  Function:\n    FileSystemConfigs:\n${entries}Resources:\n`,
        ]);
      const configs = `      FileSystemConfigs:\n        - Arn: !GetAtt AccessPoint.Arn # through which\n          ${path}\n`;
      const said = (text: string) => describeTemplateFinding(only(text), t).message;
      const appends =
        'A Lambda function takes one file system, and Function gets 2. SAM appends the entries of a function to those of Globals.';
      const has = 'A Lambda function takes one file system, and Function has 2. Remove the others.';
      assert.equal(said(withGlobals(entry('a'))), appends);
      assert.equal(said(change(efs, [path, second])), has);
      assert.equal(said(withGlobals(entry('a') + entry('b'), change(efs, [configs, '']))), has);
      const none = change(efs, [configs, '      FileSystemConfigs: []\n']);
      assert.equal(said(withGlobals(entry('a') + entry('b'), none)), has);
      assert.deepEqual(codes(withGlobals(entry('a'), none)), []);
    });

    it('does not count what is NoValue or a choice', () => {
      const choice = `${path}\n        - !If [Never, {Arn: !GetAtt AccessPoint.Arn, LocalMountPath: /mnt/x}, !Ref AWS::NoValue]`;
      const condition = 'Conditions:\n  Never: !Equals [a, b]\nResources:\n';
      assert.deepEqual(codes(change(efs, [path, choice], ['Resources:\n', condition])), []);
      const noValue = `${path}\n        - !Ref AWS::NoValue`;
      assert.deepEqual(codes(change(efs, [path, noValue])), []);
    });
  });

  describe('mixed-file-systems', () => {
    it('finds EFS beside S3 Files', () => {
      const bucket =
        'arn:aws:s3files:us-east-1:123456789012:file-system/fs-0123456789abcdef0/access-point/fsap-0123456789abcdef0';
      finds(
        'error mixed-file-systems',
        change(efs, [path, `${path}\n        - Arn: ${bucket}\n          LocalMountPath: /mnt/bucket`]),
      );
    });
  });

  describe('missing-arn', () => {
    it('finds an entry without Arn and offers the only access point', () => {
      finds('error missing-arn', change(efs, [`- ${arn}\n          ${path}`, `- ${path}`]), { fixed: true });
    });

    it('offers nothing where there are two access points', () => {
      const another =
        '  Another:\n    Type: AWS::EFS::AccessPoint\n    Properties:\n      FileSystemId: !Ref FileSystem\n  Role:\n';
      finds(
        'error missing-arn',
        change(efs, [`- ${arn}\n          ${path}`, `- ${path}`], ['  Role:\n', another]),
      );
    });

    it('offers nothing where Arn is there and has no value', () => {
      finds('error missing-arn', change(efs, [arn, 'Arn: !Ref AWS::NoValue']));
    });

    it('says nothing while the value is being typed', () => {
      assert.deepEqual(codes(change(efs, [arn, 'Arn:'])), []);
      assert.deepEqual(codes(change(efs, [arn, 'Arn: !GetAtt'])), []);
    });
  });

  describe('missing-local-mount-path', () => {
    it('finds an entry without LocalMountPath', () => {
      finds('error missing-local-mount-path', change(efs, [`\n          ${path}`, '']));
    });
  });

  describe('invalid-local-mount-path', () => {
    const wrong: readonly (readonly [string, string])[] = [
      ['/efs', '/mnt/efs'],
      ['/mnt/a/b', '/mnt/a-b'],
      ['/mnt/efs/', '/mnt/efs'],
      ['/mnt', '/mnt/efs'],
      ['mnt/data', '/mnt/data'],
      ["'/mnt/with blank'", "'/mnt/with-blank'"],
      [`"/mnt/${'x'.repeat(156)}"`, `"/mnt/${'x'.repeat(155)}"`],
    ];

    for (const [written, corrected] of wrong) {
      it(`corrects ${written.slice(0, 20)}`, () => {
        const template = change(efs, [path, `LocalMountPath: ${written} # where`]);
        finds('error invalid-local-mount-path', template, { fixed: true });
        const finding = only(template);
        assert.equal(at(template, finding), written);
        assert.equal(
          apply(template, firstFix(finding).edits),
          change(efs, [path, `LocalMountPath: ${corrected} # where`]),
        );
      });
    }

    it('takes every valid path', () => {
      for (const valid of ['/mnt/a', '/mnt/A-b_c.d', '/mnt/...', `/mnt/${'x'.repeat(155)}`]) {
        assert.deepEqual(codes(change(efs, [path, `LocalMountPath: ${valid}`])), [], valid);
      }
    });

    it('judges as much of a path as is known', () => {
      const inner = (expression: string) => codes(change(efs, [path, `LocalMountPath: ${expression}`]));
      assert.deepEqual(inner('!Sub /mnt/${AWS::StackName}'), []);
      assert.deepEqual(inner('!Sub ${AWS::StackName}/x'), []);
      assert.deepEqual(inner('!Sub /mnt/a/${AWS::StackName}'), ['invalid-local-mount-path']);
      assert.deepEqual(inner('!Sub /data/${AWS::StackName}'), ['invalid-local-mount-path']);
      assert.deepEqual(inner("!Join ['', [/mnt/, a, /b]]"), ['invalid-local-mount-path']);
      assert.deepEqual(inner("'{{resolve:ssm:/mount/path}}'"), []);
      assert.deepEqual(inner("'${self:custom.path}'"), []);
      assert.deepEqual(inner("'<path>'"), []);
      assert.deepEqual(inner("!Sub '%%ROOT%%/${AWS::StackName}'"), []);
      assert.deepEqual(inner("'/mnt/${AWS::StackName}'"), ['invalid-local-mount-path']);
      assert.deepEqual(inner('!ImportValue path'), []);
    });

    it('finds a default that Lambda refuses, and calls it no more than that', () => {
      const withDefault = (text: string, expression = '!Ref Path') =>
        change(
          efs,
          [path, `LocalMountPath: ${expression}`],
          ['Resources:\n', `Parameters:\n  Path:\n    Type: String\n    Default: ${text}\nResources:\n`],
        );
      finds('warning invalid-local-mount-path', withDefault('/wrong'), { fixed: true });
      assert.equal(at(withDefault('/wrong'), only(withDefault('/wrong'))), '/wrong');
      finds('warning invalid-local-mount-path', withDefault('in/put', '!Sub /mnt/${Path}'));
      findsNothing(withDefault('/mnt/right'));
      // What has to be replaced is no path.
      findsNothing(withDefault('none'));
      findsNothing(withDefault("''"));
    });

    it('says nothing of a default that a condition keeps from being used', () => {
      const template = change(
        efs,
        [path, 'LocalMountPath: !If [Own, !Ref Path, /mnt/efs]'],
        [
          'Resources:\n',
          'Parameters: {Path: {Type: String, Default: n/a}}\nConditions: {Own: !Not [!Equals [!Ref Path, n/a]]}\nResources:\n',
        ],
      );
      findsNothing(template);
    });

    it('finds a parameter of which every allowed value is wrong', () => {
      const withAllowed = (allowed: string) =>
        change(
          efs,
          [path, 'LocalMountPath: !Ref Path'],
          [
            'Resources:\n',
            `Parameters:\n  Path:\n    Type: String\n    AllowedValues: ${allowed}\nResources:\n`,
          ],
        );
      finds('error invalid-local-mount-path', withAllowed('[/a, /b]'));
      finds('info invalid-local-mount-path', withAllowed('[/a, /mnt/b]'));
      assert.deepEqual(only(withAllowed('[/a, /mnt/b]')).branch, {
        parameter: 'Path',
        is: 'one-of',
        values: ['/a'],
      });
    });
  });

  describe('not-an-access-point', () => {
    const wrong = [
      '!Ref AccessPoint',
      '!GetAtt AccessPoint.AccessPointId',
      '!GetAtt AccessPoint.AccessPointArn',
      '!GetAtt FileSystem.Arn',
      '!GetAtt [FileSystem, Arn]',
      '!Ref FileSystem',
      '!GetAtt MountTarget.Id',
      '!Sub ${FileSystem.Arn}',
      '!Sub arn:${AWS::Partition}:elasticfilesystem:${AWS::Region}:${AWS::AccountId}:file-system/${FileSystem}',
    ];

    for (const expression of wrong) {
      it(`finds ${expression} and offers the access point`, () => {
        const template = change(efs, [arn, `Arn: ${expression} # through which`]);
        finds('error not-an-access-point', template, { fixed: true });
        assert.equal(apply(template, firstFix(only(template)).edits), efs);
      });
    }

    it('finds the ARN of a file system that is written out', () => {
      const literal = 'arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-0123456789abcdef0';
      const template = change(efs, [arn, `Arn: ${literal}`]);
      finds('error not-an-access-point', template);
      assert.equal(at(template, only(template)), literal);
    });

    it('offers the access point whose file system has the id that is written out', () => {
      const template = change(
        efs,
        [arn, 'Arn: arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-0123456789abcdef0'],
        [
          '  AccessPoint:\n    Type: AWS::EFS::AccessPoint\n    Properties:\n      FileSystemId: !Ref FileSystem',
          '  AccessPoint:\n    Type: AWS::EFS::AccessPoint\n    Properties:\n      FileSystemId: fs-0123456789abcdef0',
        ],
      );
      finds('error not-an-access-point', template, { fixed: true });
    });

    it('knows that access points of S3 Files have another attribute', () => {
      const right = 'Arn: !GetAtt AccessPoint.AccessPointArn';
      const template = change(s3Files, [right, 'Arn: !GetAtt AccessPoint.Arn']);
      finds('error not-an-access-point', template, { fixed: true });
      finds('error not-an-access-point', change(s3Files, [right, 'Arn: !GetAtt FileSystem.FileSystemArn']), {
        fixed: true,
      });
      finds('error not-an-access-point', change(s3Files, [right, 'Arn: !GetAtt Bucket.Arn']));
    });

    it('says nothing of what is decided elsewhere', () => {
      for (const expression of [
        '!ImportValue ap',
        '!Ref AWS::StackName',
        "'{{resolve:ssm:/ap}}'",
        '!GetAtt Vpc.CidrBlock',
      ]) {
        assert.deepEqual(codes(change(efs, [arn, `Arn: ${expression}`])), [], expression);
      }
    });
  });

  describe('invalid-access-point-arn', () => {
    const wrong = [
      'arn:aws:elasticfilesystem:us-east-1:123456789012:access-point/fsap-0123',
      'arn:aws:elasticfilesystem:us-east-1:123456789012:access-point/fs-0123456789abcdef0',
      '!Sub arn:aws:elasticfilesystem:${AWS::Region}:${AWS::AccountId}:access-point/fsap-xyz',
      '!Sub arn:aws:efs:${AWS::Region}:${AWS::AccountId}:access-point/${AccessPoint}',
      'AccessPoint.Arn',
    ];

    for (const expression of wrong) {
      it(`finds ${expression}`, () => {
        finds('error invalid-access-point-arn', change(efs, [arn, `Arn: ${expression}`]), { fixed: true });
      });
    }

    it('takes the ARNs of access points', () => {
      for (const expression of [
        'arn:aws:elasticfilesystem:us-east-1:123456789012:access-point/fsap-0123456789abcdef0',
        'arn:aws-us-gov:elasticfilesystem:us-gov-west-1:123456789012:access-point/fsap-0123456789abcdef0',
        '!Sub arn:${AWS::Partition}:elasticfilesystem:${AWS::Region}:${AWS::AccountId}:access-point/${AccessPoint}',
        "!Join [':', ['arn', !Ref AWS::Partition, elasticfilesystem, !Ref AWS::Region, !Ref AWS::AccountId, !Sub 'access-point/${AccessPoint}']]",
        '!Sub arn:aws:elasticfilesystem:${AWS::Region}:${AWS::AccountId}:access-point/${Other}',
      ]) {
        const template = change(
          efs,
          [arn, `Arn: ${expression}`],
          ['Resources:\n', 'Parameters: {Other: {Type: String}}\nResources:\n'],
        );
        assert.deepEqual(codes(template), [], expression);
        assert.deepEqual(codes(toJson(template)), [], expression);
      }
      const s3FilesArn =
        'arn:aws:s3files:us-east-1:123456789012:file-system/fs-0123456789abcdef0/access-point/fsap-0123456789abcdef0';
      assert.deepEqual(codes(change(s3Files, ['!GetAtt AccessPoint.AccessPointArn', s3FilesArn])), []);
    });
  });

  describe('s3-files-config-on-efs', () => {
    it('finds settings of S3 Files on EFS', () => {
      const config = `${path}\n          S3FilesConfig:\n            DirectS3Read: DISABLED`;
      finds('error s3-files-config-on-efs', change(efs, [path, config]));
    });
  });
});
