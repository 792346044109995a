import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Endpoint } from '../inspect/endpoint';
import { folderWith, removeFolders, runCommandLine } from './commandLine';

describe('efs-mount-inspector report', function () {
  this.timeout(30_000);

  /** As `inspect --format json --output` leaves them. */
  const saved = new Map<string, string>();
  let cwd: string;
  before(async () => {
    const endpoint = await Endpoint.start([], true);
    try {
      for (const name of ['soft-mount-example', 's3files-example', 'unmountable-example']) {
        const { out } = await runCommandLine(
          ['inspect', name, '--format', 'json', '--endpoint', endpoint.lambda.url],
          {
            env: {
              AWS_ACCESS_KEY_ID: endpoint.lambda.accessKey.accessKeyId,
              AWS_SECRET_ACCESS_KEY: endpoint.lambda.accessKey.secretAccessKey,
              AWS_REGION: 'us-east-1',
              AWS_EC2_METADATA_DISABLED: 'true',
              XDG_STATE_HOME: folderWith({}),
            },
          },
        );
        saved.set(`${name}.json`, out);
      }
    } finally {
      await endpoint.stop();
    }
  });
  beforeEach(() => (cwd = folderWith(Object.fromEntries(saved))));
  afterEach(removeFolders);

  const report = (...args: string[]) => runCommandLine(['report', ...args], { cwd });

  it('shows a saved report in words, and fails for what is found in it', async () => {
    const { code, errors, out } = await report('soft-mount-example.json');
    assert.match(out, /^Function: arn:aws:lambda:us-east-1:\d+:function:soft-mount-example\n/);
    assert.match(out, /^- Error: .* \(soft-mount; /m);
    assert.deepEqual([code, errors], [1, '']);
    assert.equal((await report('soft-mount-example.json', '--fail-on', 'never')).code, 0);
    assert.equal((await report('s3files-example.json')).code, 0);
  });

  it('fails for what CloudWatch adds to its findings, too', async () => {
    const document = JSON.parse(saved.get('s3files-example.json') ?? assert.fail()) as object;
    const readAt = '2026-11-28T09:00:00.000Z';
    const metrics = {
      readAt,
      from: '2026-11-27T09:00:00.000Z',
      to: readAt,
      periodSeconds: 300,
      series: [{ name: 'PercentIOLimit', points: [[Date.parse(readAt) - 300_000, 100]] }],
    };
    const configuration = {
      readAt,
      accessPoint: { ok: true, value: null },
      metrics: { ok: true, value: metrics },
    };
    writeFileSync(path.join(cwd, 'busy.json'), JSON.stringify({ ...document, configuration }));
    const { code, out } = await report('busy.json');
    assert.match(out, /io-limit-reached/);
    assert.equal(code, 1);
  });

  it('writes it as Markdown, and as the JSON that it was', async () => {
    const { out } = await report('s3files-example.json', '--format', 'markdown');
    assert.match(out, /^# .*s3files-example/);
    const { code } = await report('s3files-example.json', '-f', 'json', '-o', 'again.json');
    assert.equal(code, 0);
    assert.equal(readFileSync(path.join(cwd, 'again.json'), 'utf8'), saved.get('s3files-example.json'));
  });

  it('loses no report that cannot be written where it should be', async () => {
    const { code, errors, out } = await report('s3files-example.json', '--output', 'no/such/report.txt');
    assert.equal(
      errors,
      'efs-mount-inspector: no/such/report.txt: could not be written. There is no such file or folder.\n',
    );
    assert.match(out, /^Function: .*s3files-example\n/);
    assert.equal(code, 2);
  });

  it('explains a mount that Lambda could not make, as it was explained then', async () => {
    const { code, out } = await report('unmountable-example.json');
    assert.match(out, /mount target/i);
    assert.equal(code, 1);
  });

  it('reads standard input', async () => {
    const { code, out } = await runCommandLine(['report', '-'], { input: saved.get('s3files-example.json') });
    assert.match(out, /s3files-example/);
    assert.equal(code, 0);
  });

  it('says what is no report, and what to do', async () => {
    writeFileSync(path.join(cwd, 'other.json'), '{"schemaVersion": 1}');
    writeFileSync(path.join(cwd, 'later.json'), '{"schemaVersion": 99}');
    writeFileSync(path.join(cwd, 'deep.json'), '['.repeat(2_000_000));
    for (const [file, sentence] of [
      ['other.json', /other\.json is no report\..*inspect FUNCTION --format json --output FILE/],
      ['later.json', /later\.json was saved by a later version of this program\. Update it\./],
      ['deep.json', /deep\.json is no report\./],
      ['gone.json', /gone\.json: could not be read\. There is no such file or folder\./],
      ['.', /could not be read\. It is a folder\./],
    ] as const) {
      const { code, errors, out } = await report(file);
      assert.match(errors, sentence);
      assert.deepEqual([code, out], [2, '']);
    }
    assert.match((await report()).errors, /Name one file with a report/);
    assert.match((await report('a', 'b')).errors, /Name one file with a report/);
  });

  it('shows nothing of a file that a terminal would follow', async () => {
    const escape = '\u001b]0;owned\u0007';
    const text = saved.get('unmountable-example.json') ?? assert.fail();
    const forged = JSON.parse(text) as { function: object; failure: object };
    const failure = { at: '2026-11-28T09:00:00Z', code: 'x', message: `No.${escape}`, causes: [] };
    for (const [name, document] of [
      ['named.json', { ...forged, function: { ...forged.function, name: escape, description: escape } }],
      ['said.json', { ...forged, failure }],
    ] as const) {
      writeFileSync(path.join(cwd, name), JSON.stringify(document));
      for (const format of ['text', 'markdown', 'json']) {
        const { out } = await report(name, '--format', format);
        assert.ok(out.length > 100 && !/[\u0000-\u0009\u000b-\u001f]/.test(out), `${name} ${format}`);
      }
    }
  });
});
