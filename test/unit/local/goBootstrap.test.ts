import { InvokeCommand } from '@aws-sdk/client-lambda';
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findProgram, runCommand } from '../../harness/command';
import { projectRoot } from '../../harness/projectRoot';
import { TestEndpoint, zipOf } from './endpoint';
import { skip } from '../../harness/skip';

describe("local endpoint: a Go function with the contract of 2022's", () => {
  let endpoint: TestEndpoint;

  before(async function () {
    // The first compilation on a machine builds Go's standard library too.
    this.timeout(300_000);
    const go = findProgram('go') ?? skip(this, 'this machine has no Go compiler (on Debian: golang-go)');
    const folder = mkdtempSync(path.join(tmpdir(), 'go-bootstrap-'));
    try {
      const output = path.join(folder, 'bootstrap');
      const source = path.join(projectRoot, 'test/fixtures/shell-handler-go/main.go');
      await runCommand(go, ['build', '-o', output, source], {
        cwd: folder,
        env: { ...process.env, CGO_ENABLED: '0', GO111MODULE: 'off' },
      });
      endpoint = await TestEndpoint.start({
        functions: (['go1.x', 'provided.al2023'] as const).map(Runtime => ({
          configuration: {
            FunctionName: `shell-${Runtime.replaceAll('.', '-')}`,
            Runtime,
            Handler: 'main',
            Timeout: 5,
          },
          code: { kind: 'zip', zip: zipOf({ bootstrap: readFileSync(output) }, 0o755) },
        })),
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
  after(() => endpoint?.close());

  async function run(FunctionName: string, Cmd: string) {
    const Payload = Buffer.from(JSON.stringify({ Cmd }));
    const result = await endpoint
      .client()
      .send(new InvokeCommand({ FunctionName, Payload, LogType: 'Tail' }));
    const log = Buffer.from(result.LogResult ?? '', 'base64').toString();
    return {
      error: result.FunctionError,
      payload: JSON.parse(Buffer.from(result.Payload ?? []).toString()) as unknown,
      printed: log.slice(log.indexOf('\n') + 1, log.indexOf('END RequestId')),
    };
  }

  for (const name of ['shell-go1-x', 'shell-provided-al2023']) {
    it(`prints what a command printed and answers null (${name})`, async () => {
      assert.deepEqual(await run(name, 'printf "a\\nb\\n"; echo $AWS_LAMBDA_FUNCTION_NAME'), {
        error: undefined,
        payload: null,
        printed: `a\nb\n${name}\n`,
      });
    });

    it(`gives files of the kernel as they are (${name})`, async function () {
      if (process.platform !== 'linux') {
        skip(this, 'there is no /proc/mounts here');
      }
      assert.equal((await run(name, 'cat /proc/mounts')).printed, readFileSync('/proc/mounts', 'utf8'));
    });
  }

  it('ends its process when a command fails, and starts again', async () => {
    const failed = await run('shell-go1-x', 'echo before; ls /does-not-exist');
    assert.equal(failed.error, 'Unhandled');
    assert.match((failed.payload as { errorMessage: string }).errorMessage, /exit status 1$/);
    assert.match(
      failed.printed,
      /^before\nls: cannot access .*exit status 2\nRequestId: .*Runtime\.ExitError\n$/s,
    );
    assert.equal((await run('shell-go1-x', 'echo again')).printed, 'again\n');
  });

  it('is ended with its shell at the timeout', async function () {
    this.timeout(30_000);
    const { payload } = await run('shell-provided-al2023', 'sleep 60');
    assert.match((payload as { errorMessage: string }).errorMessage, /Task timed out after 5\.00 seconds$/);
  });
});
