import assert from 'node:assert/strict';

import { AwsApi } from '../../../src/aws/awsApis';
import { HumanError } from '../../../src/core/humanError';
import { RedactedLog } from '../../../src/aws/log';
import { createTranslate } from '../../../src/core/translate';
import { describeError } from '../../../src/inspect/inspectProblems';
import { AwsHome, keys } from './awsHome';
import { answerError, answerJson, connectionTo, FakeLambda, type Answer } from './fakeLambda';

const token = 'opaque-session-token-of-mine';

/** What endpoints and proxies have been seen to echo of a request. */
const echoes: Readonly<Record<string, Answer>> = {
  'the canonical request, in a signature error': ({ headers }, response) =>
    answerError(
      response,
      403,
      'InvalidSignatureException',
      `The Canonical String should have been\nhost:x\nx-amz-security-token:${String(headers['x-amz-security-token'])}\n`,
    ),
  'all headers as JSON, in an error of no known name': ({ headers }, response) =>
    answerError(response, 400, 'OddException', JSON.stringify(headers)),
  'the Authorization header, in a refused parameter': ({ headers }, response) =>
    answerError(
      response,
      400,
      'InvalidParameterValueException',
      `Authorization: ${headers.authorization} X-Amz-Security-Token=${String(headers['x-amz-security-token'])}`,
    ),
  'headers in the name of an error': ({ headers }, response) =>
    answerJson(response, { message: 'no' }, 409, {
      'x-amzn-errortype': `x-amz-security-token=${String(headers['x-amz-security-token'])}`,
    }),
};

describe('secrets that an endpoint echoes', () => {
  for (const [kind, answer] of Object.entries(echoes)) {
    it(`reach neither the log nor a message: ${kind}`, async () => {
      const home = await AwsHome.enter({}, { ...keys, AWS_SESSION_TOKEN: token });
      const server = await FakeLambda.start(answer);
      const logged: string[] = [];
      const write = (line: string | Error) =>
        void logged.push(line instanceof Error ? String(line.stack) : line);
      const log = new RedactedLog({ debug: write, info: write, warn: write, error: write });
      const api = new AwsApi(connectionTo(server.url), { log, mfaCode: () => Promise.resolve(undefined) });
      try {
        const { signal } = new AbortController();
        const error: unknown = await api.lambda
          .listFunctions(signal)
          .next()
          .then(
            () => assert.fail('it was refused'),
            (thrown: unknown) => thrown,
          );
        log.error(error as Error);
        const signature = /Signature=(\w+)/.exec(server.arrived[0]?.headers.authorization ?? '')?.[1];
        assert.equal(server.arrived[0]?.headers['x-amz-security-token'], token);
        assert.ok(logged.length > 1);
        const { problem } = error as { problem?: unknown };
        const said = [...logged, describeError(error, createTranslate()), JSON.stringify(problem)].join('\n');
        assert.ok(!said.includes(token), said);
        assert.ok(signature && !said.includes(signature), said);
      } finally {
        api.dispose();
        await server.stop();
        await home.leave();
      }
    });
  }

  it('forge no line of the log', () => {
    const logged: string[] = [];
    const write = (line: string | Error) => void logged.push(String(line));
    new RedactedLog({ debug: write, info: write, warn: write, error: write }).info('Invoke a\nall is well');
    assert.deepEqual(logged, ['Invoke a␊all is well']);
  });

  it('keeps the stack of a problem that is understood for those who look closer', () => {
    const lines: string[] = [];
    const write = (level: string) => (line: string | Error) => void lines.push(`${level} ${String(line)}`);
    const log = new RedactedLog({
      debug: write('debug'),
      info: write('info'),
      warn: write('warn'),
      error: write('error'),
    });
    log.error(new HumanError('Sign in again.'));
    log.error(new TypeError('a bug'));
    assert.equal(lines[0], 'error Sign in again.');
    assert.match(lines[1] ?? '', /^debug HumanError: Sign in again\.\n +at /);
    assert.match(lines[2] ?? '', /^error TypeError: a bug\n +at /);
  });
});
