import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseAccessPointArn } from '../../src/aws/accessPointArn';
import { resolveConnections } from '../../src/aws/credentials/profiles';
import { looksLikeRegion } from '../../src/aws/regions';
import { stateReasonError } from '../../src/aws/problems/startErrors';
import { captureTexts } from '../../src/core/capture/captureTexts';
import { explainFailure } from '../../src/core/failure/mountFailure';
import { own } from '../../src/core/guards';
import { HumanError } from '../../src/core/humanError';
import { iconOfType, kindOfType } from '../../src/core/listing/fileTypes';
import { createTranslate } from '../../src/core/translate';
import { readOptions } from '../../src/core/mount/mountOptions';
import { parseTransport } from '../../src/core/parse/nfsCounters';
import { describeError } from '../../src/inspect/inspectProblems';
import { checkSections } from '../../src/inspect/ways/answerSections';
import { ServiceError } from '../../src/local/serviceError';
import { consoleUrl } from '../../src/views/connection/consoleUrl';
import { hasWelcome, viewState } from '../../src/views/tree/viewState';
import { lambdaFunction } from '../unit/aws/fakeLambda';

/** What every object of JavaScript answers to. */
const inherited = [
  ...Object.getOwnPropertyNames(Object.prototype),
  ...Object.getOwnPropertyNames(Function.prototype),
];
const t = createTranslate();

describe('a name that every object has', () => {
  const target = lambdaFunction({});

  it('is no entry of any table', () => {
    for (const name of inherited) {
      assert.equal(own({}, name), undefined);
      assert.equal(createTranslate({})(name), name);
      assert.equal(parseAccessPointArn(`arn:aws:${name}:us-east-1:123456789012:x`).kind, 'unknown');
      assert.equal(looksLikeRegion(name), false);
      assert.equal(stateReasonError(name, 'why', { target } as never), undefined, name);
      assert.equal(explainFailure({ code: name, params: {} }, target), undefined, name);
      assert.deepEqual([iconOfType(name), kindOfType(name)], ['question', 'special']);
      assert.equal(parseTransport(`${name} 1 2 3 4 5 6 7 8 9 10 11 12 13`, '1.1'), undefined);
      assert.equal(new ServiceError(name, 'x').status, 500, name);
    }
  });

  it('is an option without a unit', () => {
    const options = inherited.map(key => ({ key, value: '1' }));
    for (const option of readOptions(options)) {
      assert.equal(option.unit, undefined, option.key);
    }
  });

  it('is a problem without words, a link or a welcome', () => {
    for (const code of inherited) {
      const error = new HumanError('What happened.', { problem: { code, params: {} } });
      assert.equal(describeError(error, t), 'What happened.');
      assert.equal(hasWelcome(error), false);
      assert.equal(
        viewState([], error, () => true),
        'list',
        code,
      );
      const at = { arn: `arn:${code}:lambda:us-east-1:1:function:f`, region: 'us-east-1', name: 'f' };
      assert.equal(consoleUrl(at as never, { kind: 'aws' } as never), undefined, code);
    }
  });

  it('is a command whose output is kept as that of any other', () => {
    for (const command of inherited) {
      const output = { ok: true as const, value: 'text', ms: 0 };
      const { others, ...texts } = captureTexts({ probe: {}, commands: [{ command, output }] } as never);
      assert.deepEqual(others, [{ title: command, text: 'text' }]);
      assert.deepEqual(Object.keys(texts).sort(), ['listings', 'notRead']);
    }
  });

  it('is no section of a probe, whatever its answers inherit', () => {
    const answers = Object.fromEntries(inherited.map(name => [name, { ok: true, value: 'x', ms: 0 }]));
    assert.deepEqual(checkSections(answers), {});
    assert.deepEqual(checkSections(Object.create({ mounts: { ok: true, value: 'x', ms: 0 } }) as never), {});
  });

  it('is no profile and no section of services', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'profiles-'));
    const config = path.join(folder, 'config');
    try {
      for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
        await writeFile(config, `[default]\nregion = us-east-1\nservices = ${name}\n`);
        const environment = { AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: `${config}.none` };
        const settings = { profile: '', endpoint: '', regions: [] };
        const [connection] = await resolveConnections(settings, environment);
        assert.equal(connection?.endpoint, undefined, name);
        await assert.rejects(
          resolveConnections({ ...settings, profile: name }, environment),
          (error: HumanError) => error.problem?.code === 'profile-not-found',
          name,
        );
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
