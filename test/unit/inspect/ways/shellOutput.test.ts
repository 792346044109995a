import assert from 'node:assert/strict';

import { decodeBytes } from '../../../../src/core/text/byteText';
import { outputFromLog, outputFromPayload } from '../../../../src/inspect/ways/shellOutput';

const id = '8f5a9b1c-1111-2222-3333-444455556666';
const start = `START RequestId: ${id} Version: $LATEST\n`;
const end = `END RequestId: ${id}\nREPORT RequestId: ${id}\tDuration: 1.23 ms\tBilled Duration: 2 ms\t\n`;

describe('outputFromLog', () => {
  const read = (log: string) => {
    const output = outputFromLog(log);
    return output && [decodeBytes(output.bytes), output.cut];
  };

  it('takes what stands between START and END', () => {
    assert.deepEqual(read(`INIT_START Runtime Version: go1.x\n${start}a\n\nb\n${end}`), ['a\n\nb\n', false]);
    assert.deepEqual(read(start + end), ['', false]);
  });

  it('takes what was printed without a line end, which END follows on the same line', () => {
    assert.deepEqual(read(`${start}a\nb${end}`), ['a\nb', false]);
  });

  it('knows that the beginning is missing', () => {
    assert.deepEqual(read(`lf a line\nb\n${end}`), ['lf a line\nb\n', true]);
  });

  it('takes the last invocation’s lines where the tail begins in the one before', () => {
    assert.deepEqual(read(`old\n${end}${start}new\n${end}`), ['new\n', false]);
  });

  it('leaves out what Lambda adds, also in JSON', () => {
    const json = [
      '{"time":"t","type":"platform.initStart","record":{}}',
      '{"time":"t","type":"platform.start","record":{"requestId":"x"}}',
      'a',
      '{"time":"t","type":"platform.extension","record":{}}',
      'XRAY TraceId: 1-2-3',
      '{"type":"mine"}',
      '{"time":"t","type":"platform.runtimeDone","record":{}}',
      '{"time":"t","type":"platform.report","record":{}}',
    ];
    assert.deepEqual(read(`${json.join('\n')}\n`), ['a\n{"type":"mine"}\n', false]);
    for (const added of ['INIT_START Runtime Version: 1', 'EXTENSION\tName: x', 'LOGS\tName: x']) {
      assert.deepEqual(read(`${start}a\n${added}\nb\n${end}`), ['a\nb\n', false]);
    }
  });

  it('leaves out how the process ended', () => {
    const log = `${start}b\nRequestId: ${id} Error: Runtime exited with error: exit status 1\nRuntime.ExitError\n${end}`;
    assert.deepEqual(read(log), ['b\n', false]);
    assert.deepEqual(
      read(`${start}2026-11-22T12:00:00.000Z ${id} Task timed out after 3.00 seconds\n\n${end}`),
      ['\n', false],
    );
  });

  it('does not take the command’s own text for Lambda’s', () => {
    const text = 'START RequestId: of the party\nEND RequestId: soon\nplatform.start\n{"type":"platform.\n';
    assert.deepEqual(read(start + text + end), [text, false]);
  });

  it('keeps bytes that are not UTF-8', () => {
    assert.deepEqual(read(`${start}\udcff\n${end}`), ['\udcff\n', false]);
  });

  it('has nothing of an empty log', () => {
    assert.equal(read(''), undefined);
  });
});

describe('outputFromPayload', () => {
  const read = (payload: string) => {
    const bytes = outputFromPayload(new TextEncoder().encode(payload));
    return bytes && decodeBytes(bytes);
  };

  it('takes a text, or one under a usual name', () => {
    assert.equal(read('"a\\n"'), 'a\n');
    assert.equal(read('{"stdout":"a"}'), 'a');
    assert.equal(read('{"Output":"a","code":0}'), 'a');
  });

  it('has nothing of anything else', () => {
    for (const payload of ['', 'null', '1', '[]', '{"stdout":1}', '{"message":"a"}', '<html>']) {
      assert.equal(read(payload), undefined, payload);
    }
  });
});
