import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';
import type * as Plugin from '../../../src/cli/cdkPlugin';
import { projectRoot } from '../../harness/projectRoot';
import { folderWith, removeFolders } from './commandLine';

/** As the CDK writes it. */
const template = (properties: object) =>
  JSON.stringify({
    Resources: {
      Fn1A2B: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          Timeout: 30,
          FileSystemConfigs: [
            {
              Arn: 'arn:aws:elasticfilesystem:us-east-1:123456789012:access-point/fsap-0123456789abcdef0',
              LocalMountPath: '/mnt/efs',
            },
          ],
          ...properties,
        },
        Metadata: { 'aws:cdk:path': 'App/Fn/Resource' },
      },
    },
  });

describe('the plugin for cdk synth', () => {
  afterEach(removeFolders);
  const { EfsMountInspector } = createRequire(__filename)(
    path.join(projectRoot, 'dist/cli-cdk.js'),
  ) as typeof Plugin;

  it('fails a synth for an error, and names resource, construct and place', () => {
    const folder = folderWith({ '.git/HEAD': '', 'App.template.json': template({}), 'assets.json': '{}' });
    const file = path.join(folder, 'App.template.json');
    const plugin = new EfsMountInspector();
    const { success, violations } = plugin.validate({
      templatePaths: [file, path.join(folder, 'assets.json')],
    });
    assert.equal(success, false);
    assert.deepEqual(
      violations.map(({ ruleName, severity }) => [ruleName, severity]),
      [['missing-vpc-config', 'error']],
    );
    const [resource] = violations[0]?.violatingResources ?? [];
    assert.equal(resource?.resourceLogicalId, 'Fn1A2B');
    assert.equal(resource?.constructPath, 'App/Fn/Resource');
    assert.equal(resource?.templatePath, file);
    assert.match(resource?.locations[0] ?? '', /^1:\d+$/);
    assert.ok(plugin.ruleIds.includes('missing-vpc-config'));
  });

  it('follows the rules of the repository, and lets warnings pass', () => {
    const folder = folderWith({
      '.git/HEAD': '',
      '.efs-mount-inspector.json': '{"severities": {"missing-vpc-config": "warning"}}',
      'cdk.out/App.template.json': template({}),
    });
    const { success, violations } = new EfsMountInspector().validate({
      templatePaths: [path.join(folder, 'cdk.out/App.template.json')],
    });
    assert.deepEqual([success, violations.map(({ severity }) => severity)], [true, ['warning']]);
  });
});
