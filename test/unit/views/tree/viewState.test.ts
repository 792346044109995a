import '../../../harness/vscodeDouble';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { demoConnection } from '../../../../src/aws/connection';
import { HumanError, type Problem } from '../../../../src/core/humanError';
import type { ConnectionState } from '../../../../src/inspect/functionCatalog';
import { listingErrors } from '../../../../src/views/tree/listingErrors';
import { shownStates, viewState } from '../../../../src/views/tree/viewState';
import { lambdaFunction } from '../../core/captures';

describe('a view of which no region could be listed', () => {
  const denied = { action: 'lambda:ListFunctions', effect: 'none', policy: 'identity' };
  const failed = (code: string, region = 'us-east-1', params: Problem['params'] = {}): ConnectionState => ({
    connection: { ...demoConnection('http://127.0.0.1:1'), id: region, kind: 'aws', region },
    functions: [],
    scanned: 0,
    status: 'failed',
    stale: false,
    error: new HumanError('A long sentence.', {
      problem: { code, params: code === 'access-denied' ? { ...denied, ...params } : params },
    }),
  });
  const any = () => true;
  const nls = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Record<string, string>;

  it('has a welcome for what went wrong, with buttons, and neither a row nor a sentence that would be cut', () => {
    const kinds = [
      ['login-expired', 'signedOut'],
      ['access-denied', 'denied'],
      ['endpoint-down', 'unreachable'],
      ['host-not-found', 'unreachable'],
      ['proxy-refused', 'unreachable'],
      ['throttled', 'notListed'],
      ['not-aws', 'unreachable'],
      ['service-failed', 'notListed'],
    ] as const;
    for (const [code, state] of kinds) {
      const states = [failed(code), failed(code, 'eu-west-1')];
      assert.equal(viewState(states, undefined, any), state, code);
      assert.deepEqual(shownStates(states, any), [], code);
      assert.deepEqual(listingErrors(states, undefined), [], code);
      const welcome = nls[`welcome.${state}`] ?? '';
      for (const button of ['selectProfile', 'showLog', 'tryDemo']) {
        assert.match(
          welcome,
          new RegExp(`\\n\\[[^\\]]+\\]\\(command:efsMountInspector\\.${button}\\)`),
          state,
        );
      }
    }
  });

  it('has rows and sentences where anything else is known, or a file is to be corrected', () => {
    const listed: ConnectionState = {
      ...failed('access-denied', 'eu-west-1'),
      error: undefined,
      status: 'ready',
      functions: [lambdaFunction()],
    };
    const remembered: ConnectionState = { ...failed('access-denied'), functions: [lambdaFunction()] };
    const incomplete = failed('sso-not-assigned');
    for (const states of [[failed('access-denied'), listed], [remembered], [incomplete]]) {
      assert.equal(viewState(states, undefined, any), 'list');
      assert.equal(shownStates(states, any).length, states.length);
      assert.equal(listingErrors(states, undefined).length, 1);
    }
    assert.equal(viewState([], undefined, any), 'list');
  });

  it('tells a denial that the welcome does not name, or that asking does not help with, in a whole sentence', () => {
    const denials: readonly Problem['params'][] = [
      { action: 'sts:AssumeRole' },
      { action: 'kms:Decrypt' },
      { effect: 'explicit' },
      { policy: 'service-control' },
      { policy: 'boundary' },
      { policy: 'session' },
    ];
    for (const params of denials) {
      const states = ['us-east-1', 'eu-west-1'].map(region => failed('access-denied', region, params));
      const name = JSON.stringify(params);
      assert.equal(viewState(states, undefined, any), 'list', name);
      assert.deepEqual(shownStates(states, any), states, name);
      const [sentence, ...others] = listingErrors(states, undefined);
      assert.match(sentence ?? '', /^us-east-1, eu-west-1: AWS denied /, name);
      assert.ok(sentence?.includes(String(params['action'] ?? denied.action)), sentence);
      assert.deepEqual(others, [], name);
    }
  });

  it('tells of each region where they failed differently: a welcome would be about one of them', () => {
    const empty: ConnectionState = { ...failed('', 'eu-west-1'), error: undefined, status: 'ready' };
    for (const [states, told] of [
      [[failed('access-denied'), failed('host-not-found', 'eu-west-1')], 2],
      [[failed('throttled'), failed('login-expired', 'eu-west-1')], 2],
      [[failed('credentials-rejected'), failed('access-denied', 'eu-west-1')], 2],
      [[failed('access-denied'), failed('access-denied', 'eu-west-1', { effect: 'explicit' })], 2],
      [[failed('credentials-rejected'), empty], 1],
      [[empty, failed('host-not-found')], 1],
    ] as const) {
      const codes = states.map(({ error }) => error?.problem?.code).join();
      assert.equal(viewState(states, undefined, any), 'list', codes);
      assert.equal(shownStates(states, any).length, told, codes);
      assert.equal(listingErrors(states, undefined).length, told, codes);
    }
  });
});
