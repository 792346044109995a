import assert from 'node:assert/strict';
import { auditVerdict } from '../../../build/auditVerdict.mjs';

const vulnerable = (severity: string) =>
  JSON.stringify({ vulnerabilities: { leftpad: { name: 'leftpad', severity, range: '<2' } } });

describe('the audit of dependencies', () => {
  it('fails on what is grave, and names the rest', () => {
    assert.equal(auditVerdict(vulnerable('high')).failed, true);
    assert.equal(auditVerdict(vulnerable('critical')).failed, true);
    const moderate = auditVerdict(vulnerable('moderate'));
    assert.equal(moderate.failed, false);
    assert.match(moderate.lines.join(), /^moderate: leftpad <2\./);
  });

  it('says that nothing is known, and not so where the registry did not answer', () => {
    assert.match(auditVerdict('{"vulnerabilities":{}}').lines.join(), /^No vulnerability is known/);
    for (const output of [
      '{"message":"405 Method Not Allowed"}',
      '{"error":{"summary":"x"}}',
      '',
      'null',
      '<html>',
    ]) {
      const { lines, failed } = auditVerdict(output);
      assert.match(lines.join(), /answers no audits .*: nothing was checked/);
      assert.equal(failed, false);
    }
  });
});
