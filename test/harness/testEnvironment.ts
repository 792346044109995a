import path from 'node:path';

/**
 * What a test changes in the environment of VS Code: none of the credentials, profiles or endpoints of whoever runs
 * the tests reaches the extension.
 */
export function withoutAws(folder: string): NodeJS.ProcessEnv {
  const aws = Object.keys(process.env).filter(name => name.startsWith('AWS_'));
  return {
    ...Object.fromEntries(aws.map(name => [name, undefined])),
    AWS_CONFIG_FILE: path.join(folder, 'no-aws-config'),
    AWS_SHARED_CREDENTIALS_FILE: path.join(folder, 'no-aws-credentials'),
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

/** Makes an extension that runs from its development folder start with its demo. */
export const demoEnvironment: NodeJS.ProcessEnv = { EFS_MOUNT_INSPECTOR_DEMO: '1' };
