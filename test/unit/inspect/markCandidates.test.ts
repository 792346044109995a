import assert from 'node:assert/strict';
import { demoConnection } from '../../../src/aws/connection';
import type { Sighting } from '../../../src/aws/sightings';
import { markCandidates } from '../../../src/inspect/markCandidates';
import { lambdaFunction } from '../aws/fakeLambda';

const connection = demoConnection('http://127.0.0.1:1');
const functions = [
  ['us-east-1', '123456789012'],
  ['eu-west-1', '123456789012'],
  ['us-east-1', '999999999999'],
].map(([region = '', accountId = '']) =>
  lambdaFunction({
    name: 'reader',
    region,
    accountId,
    arn: `arn:aws:lambda:${region}:${accountId}:function:reader`,
  }),
);
const seen = new Set(functions.map(({ arn }) => arn));
const catalog = {
  functions: functions.map(target => ({ connection, target })),
  sighting: (arn: string) => (seen.has(arn) ? ({} as Sighting) : undefined),
};
const regionsFor = (entry: string) =>
  markCandidates(entry, catalog).map(({ target }) => `${target.region} ${target.accountId}`);

describe('functions that may be meant by a mark', () => {
  it('have the name, in every account and region that are listed', () => {
    for (const entry of ['reader', ' reader ', 'function:reader', 'reader:live', 'reader:$LATEST']) {
      assert.equal(regionsFor(entry).length, 3, entry);
    }
  });

  it('are in the account and the region that are written', () => {
    const ofAccount = ['us-east-1 123456789012', 'eu-west-1 123456789012'];
    assert.deepEqual(regionsFor('123456789012:function:reader'), ofAccount);
    assert.deepEqual(regionsFor('123456789012:reader:7'), ofAccount);
    const arn = 'arn:aws:lambda:eu-west-1:123456789012:function:reader';
    assert.deepEqual(regionsFor(arn), ['eu-west-1 123456789012']);
    assert.deepEqual(regionsFor(`${arn}:live`), ['eu-west-1 123456789012']);
  });

  it('are none where the text names none', () => {
    for (const entry of [
      '',
      'read',
      'READER',
      'reader*',
      'arn:aws:s3:::reader',
      'a b',
      'x'.repeat(100_000),
    ]) {
      assert.deepEqual(regionsFor(entry), [], entry.slice(0, 20));
    }
  });

  it('were seen in this session', () => {
    seen.delete(functions[0]?.arn ?? '');
    assert.equal(regionsFor('reader').length, 2);
  });
});
