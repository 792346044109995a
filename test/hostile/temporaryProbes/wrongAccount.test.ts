import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { LocalLambda } from '../../../src/local';
import { startEndpoint, useCredentialsOf } from './endpoint';
import { ProbeWindow } from './probeWindow';

/** What Lambda answers about a function that is not in the account of the credentials, or not in this region. */
const answers = [
  [
    'is denied',
    'AccessDeniedException',
    'User: arn:aws:iam::210987654321:user/other is not authorized to perform: lambda:DeleteFunction on resource: ARN because no resource-based policy allows the lambda:DeleteFunction action',
  ],
  [
    'finds no function of that name in its own account',
    'ResourceNotFoundException',
    'Function not found: arn:aws:lambda:us-east-1:210987654321:function:NAME',
  ],
  [
    'asks another region',
    'ResourceNotFoundException',
    "Functions from 'us-east-1' are not reachable in this region ('eu-west-1')",
  ],
  [
    'is not accepted',
    'UnrecognizedClientException',
    'The security token included in the request is invalid.',
  ],
  ['has expired', 'ExpiredTokenException', 'The security token included in the request is expired'],
] as const;

describe('a temporary probe that is deleted with other credentials', () => {
  let endpoint: LocalLambda;
  let folder: string;
  let restore: () => void;

  beforeEach(async () => {
    endpoint = await startEndpoint();
    restore = useCredentialsOf(endpoint);
    folder = await mkdtemp(path.join(tmpdir(), 'probe-journal-'));
  });
  afterEach(async () => {
    restore();
    await endpoint.close();
    await rm(folder, { recursive: true, force: true });
  });

  for (const [how, name, text] of answers) {
    it(`is not forgotten where whoever asks ${how}`, async () => {
      const window = new ProbeWindow(endpoint.url, folder);
      const [target = assert.fail('not listed')] = await window.list();
      await window.create(target);
      const [file = ''] = readdirSync(folder);
      const probe = path.basename(file, '.json');
      const message = text.replace('NAME', probe).replace('ARN', target.arn.replace('thumbnailer', probe));
      endpoint.setFaults([{ operation: 'DeleteFunction', effect: { kind: 'error', name, message } }]);
      await window.close();
      const other = new ProbeWindow(endpoint.url, folder, { leaseMs: 0 });
      await other.probes.sweep();
      assert.deepEqual(readdirSync(folder), [file]);

      endpoint.setFaults([]);
      await other.probes.sweep();
      assert.deepEqual(readdirSync(folder), []);
      assert.deepEqual(
        (await other.list()).map(each => each.name),
        ['thumbnailer'],
      );
      await other.close();
    });
  }

  it('is asked for by an ARN, never by its name alone', async () => {
    const window = new ProbeWindow(endpoint.url, folder);
    const [target = assert.fail('not listed')] = await window.list();
    await window.inspect(target);
    const api = window.apis.for(window.connection).lambda;
    const asked: string[] = [];
    const deleteFunction = api.deleteFunction.bind(api);
    api.deleteFunction = arn => {
      asked.push(arn);
      return deleteFunction(arn);
    };
    await window.close();
    assert.match(asked.join(), /^arn:aws:lambda:us-east-1:123456789012:function:efs-mount-inspector-/);
  });
});
