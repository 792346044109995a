import assert from 'node:assert/strict';
import { createTranslate } from '../../../../src/core/translate';
import { buildReport } from '../../../../src/core/report';
import { describeErrno } from '../../../../src/core/words/errnoWords';
import { describeFinding } from '../../../../src/core/words/findingWords';
import { describeOption } from '../../../../src/core/words/optionWords';
import { describeNotRead } from '../../../../src/core/words/sectionWords';
import { describeVerdict } from '../../../../src/core/words/verdictWords';
import { healthyOptions, lambdaFunction, mountCapture, ok, probeCapture } from '../captures';
import { mountstats } from '../mountstatsText';

const t = createTranslate();

function verdict(options: string, timeoutSeconds = 3) {
  const capture = mountCapture(options, 'efs', { target: { ...lambdaFunction(), timeoutSeconds } });
  return describeVerdict(buildReport(capture).verdict, t, 'en');
}

function words(options: string) {
  return buildReport(mountCapture(options)).findings.map(finding => describeFinding(finding, t, 'en'));
}

describe('describeVerdict', () => {
  it('answers for a hard mount, with the function’s timeout beside the first retransmission', () => {
    const { headline, explanation } = verdict(healthyOptions);
    assert.equal(headline, 'Hard mount: the kernel retries until EFS answers.');
    assert.match(explanation[0] ?? '', /^Your code need not retry/);
    assert.match(explanation[1] ?? '', /timeout \(3 s\), before the first retransmission \(60 s\)/);
    assert.match(explanation.join(' '), /retransmitted after 60 s and after 3 min/);
  });

  it('does not say “before” where the function outlives the first retransmission', () => {
    assert.doesNotMatch(
      verdict(healthyOptions, 900).explanation.join(' '),
      /before the first retransmission/,
    );
  });

  it('tells users of a soft mount to retry, and after how long a call fails with what', () => {
    const soft = verdict(healthyOptions.replace('hard', 'soft').replace('timeo=600', 'timeo=50'), 60);
    assert.equal(soft.headline, 'Soft mount: your code must retry.');
    assert.match(soft.explanation[0] ?? '', /for 15 s, a call fails with EIO/);
    const softerr = verdict(healthyOptions.replace('hard', 'softerr'), 900);
    assert.match(softerr.explanation[0] ?? '', /for 3 min, a call fails with ETIMEDOUT/);
  });

  it('says when the function ends before the error', () => {
    const { explanation } = verdict(healthyOptions.replace('hard', 'soft'), 3);
    assert.match(
      explanation.join(' '),
      /own timeout \(3 s\) ends a call before that error can arrive \(3 min\)/,
    );
  });

  it('says of a soft mount what fails, then what to do, and only then when and under which condition', () => {
    const { explanation } = verdict(healthyOptions.replace('hard', 'soft'), 3);
    assert.deepEqual(
      explanation.map(sentence => sentence.split(' ').slice(0, 3).join(' ')),
      ['When EFS does', 'Check the result', 'Before a call', 'The function’s own', 'The error comes'],
    );
  });

  it('admits what is not known', () => {
    assert.match(verdict('rw').headline, /not known/);
    assert.match(describeVerdict(buildReport(probeCapture({})).verdict, t, 'en').headline, /not known/);
  });

  it('names the exception of a dead network', () => {
    const { explanation } = verdict(`${healthyOptions},fatal_neterrors=ENETDOWN:ENETUNREACH`);
    assert.match(explanation.at(-1) ?? '', /ENETDOWN or ENETUNREACH/);
  });
});

describe('describeFinding', () => {
  it('says that Lambda chose the options and the user cannot change them', () => {
    for (const { title, action } of words(healthyOptions.replace('rsize=1048576', 'rsize=65536'))) {
      assert.equal(title, 'Reads are cut into pieces of 64.0 KiB.');
      assert.match(
        action,
        /^Lambda chose the mount options and has no setting for them: you cannot change this\./,
      );
    }
  });

  it('says of a soft mount when calls fail', () => {
    const soft = healthyOptions.replace('hard', 'soft');
    assert.match(words(soft)[0]?.title ?? '', /does not answer for 3 min/);
    const short = words(soft.replace('timeo=600', 'timeo=50'))[0];
    assert.match(short?.title ?? '', /does not answer for 15 s/);
    assert.match(short?.why ?? '', /at least 15 s; here it is 5 s/);
  });

  it('shows numbers of statistics with their unit', () => {
    const report = buildReport(
      probeCapture({
        mounts: ok(`127.0.0.1:/ /mnt/efs nfs4 ${healthyOptions} 0 0\n`),
        mountstats: ok({
          before: '',
          after: mountstats({
            age: 600,
            operations: { READ: '20000 22000 1234 1 1 1 1 1 0' },
            transports: ['tcp 0 1 13 0 5 400 400 0 9 4 2 0 0'],
          }),
        }),
      }),
    );
    assert.deepEqual(
      report.findings.map(finding => describeFinding(finding, t, 'en').title),
      [
        'Requests timed out 1,234 times since the mount was made.',
        'Requests were retransmitted 2,000 times for 20,000 operations (10%).',
        'The client tried to connect again at least 6 times in 10 min.',
      ],
    );
  });

  it('shows nothing hidden that came from the kernel', () => {
    const [finding] = words(healthyOptions.replace('sec=sys', 'sec=a\u202Eb'));
    assert.match(finding?.title ?? '', /sec=a\\u202Eb/);
  });

  it('is whole sentences for every finding', () => {
    const bad = [
      'ro,vers=4.0,rsize=4096,wsize=4096,soft,proto=tcp,timeo=50,retrans=5,sec=krb5,noac,sync,lookupcache=none,' +
        'nocto,fsc,nconnect=4,local_lock=all,nosharecache,fatal_neterrors=ENETDOWN:ENETUNREACH',
      'rw,vers=4.2,hard,proto=tcp,timeo=100,retrans=2,acregmin=1,sync',
      'rw,vers=4.1,hard,proto=tcp,timeo=300,retrans=2,noresvport',
    ];
    for (const options of bad) {
      for (const { title, why, action } of words(options)) {
        for (const sentence of [title, why, action]) {
          assert.match(sentence, /^[A-Z0-9/].*[.]$/s);
          assert.doesNotMatch(sentence, /\{\d\}|undefined|NaN/);
        }
      }
    }
  });
});

describe('other words', () => {
  it('has a meaning for every option of a mount', () => {
    const report = buildReport(mountCapture(healthyOptions));
    for (const option of report.mount?.options ?? []) {
      assert.match(describeOption(option, t), /^[A-Z].*\.$/, option.key);
    }
    assert.equal(describeOption({ key: 'made-up', value: '' }, t), '');
  });

  it('has advice for every error that remains', () => {
    for (const kind of ['efs', 's3files'] as const) {
      const options = `ro,${healthyOptions},fatal_neterrors=ENETDOWN:ENETUNREACH`;
      for (const { errno } of buildReport(mountCapture(options, kind)).verdict.remainingErrors) {
        assert.match(describeErrno(errno, kind, t), /\.$/, errno);
      }
    }
  });

  it('says why something was not read', () => {
    const say = (code: string) =>
      describeNotRead({ what: 'list', error: { code, message: 'no such\nfile' } }, t);
    assert.equal(say('TIMEOUT'), 'Files: no answer came in time.');
    assert.equal(say('ENOENT'), 'Files: no such␊file (ENOENT).');
  });
});
