import type { AccessKey } from '../../src/local';

/** For an endpoint whose key has to be known before it starts, or in another process. */
export const testKey: AccessKey = { accessKeyId: 'test', secretAccessKey: 'test' };

/** The same in the environment of a client. */
export const testKeyVariables = {
  AWS_ACCESS_KEY_ID: testKey.accessKeyId,
  AWS_SECRET_ACCESS_KEY: testKey.secretAccessKey,
};
