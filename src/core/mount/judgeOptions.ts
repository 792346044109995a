import { own } from '../guards';
import type { FileSystemKind } from '../lambdaFunction';
import type { Finding } from '../findings/finding';
import type { MountFindingCode } from '../findings/findingCodes';
import type { OptionReading, ReadOption } from './mountOptions';
import { formatOption, type MountOption } from '../parse/optionString';
import { recommendations, type Deviation, type Recommendation } from './recommendations';
import { sources } from '../findings/mountSources';

/** The options of one mount against the advice for its kind: each option's status, and a finding for each deviation. */
export function judgeOptions(
  mountPoint: string,
  kind: FileSystemKind,
  printed: readonly MountOption[],
  readings: readonly ReadOption[],
): { readonly options: readonly OptionReading[]; readonly findings: readonly Finding<MountFindingCode>[] } {
  const advice = recommendations.filter(({ kinds }) => kinds.includes(kind));
  const deviations = advice.flatMap(recommendation => {
    const deviation = recommendation.check(printed);
    return deviation === undefined ? [] : [{ recommendation, deviation }];
  });
  const options = readings.map((reading): OptionReading => {
    const judge = advice.find(({ judges }) => judges.includes(reading.key));
    if (judge === undefined) {
      return { ...reading, status: 'no-recommendation' };
    }
    const deviates = deviations.some(({ deviation }) =>
      deviation.options.some(({ key }) => key === reading.key),
    );
    const recommended = recommendedFor(judge, reading.key);
    if (recommended === '') {
      return { ...reading, status: deviates ? 'deviates' : 'no-recommendation' };
    }
    return { ...reading, status: deviates ? 'deviates' : 'as-recommended', recommended };
  });
  const findings = deviations.map(({ recommendation, deviation }) =>
    toFinding(mountPoint, kind, recommendation, deviation),
  );
  return { options, findings };
}

function toFinding(
  subject: string,
  kind: FileSystemKind,
  recommendation: Recommendation,
  { severity, options, params }: Deviation,
): Finding<MountFindingCode> {
  const expected = [...new Set(options.map(option => spellRecommended(recommendation, option)))].join(',');
  return {
    code: recommendation.code,
    severity,
    subject,
    actual: options.map(formatOption).join(','),
    expected: expected || undefined,
    params: { kind, ...params },
    sources: sourcesFor(kind, recommendation),
  };
}

/** EFS's pages do not speak of S3 Files; AWS's mount helper does. */
function sourcesFor(kind: FileSystemKind, recommendation: Recommendation): readonly string[] {
  return kind === 's3files'
    ? [sources.efsUtils, ...recommendation.sources.filter(source => source === sources.nfsManual)]
    : recommendation.sources;
}

function recommendedFor({ recommended }: Recommendation, key: string): string {
  return typeof recommended === 'string' ? recommended : (own(recommended, key) ?? '');
}

/** `rsize=1048576` beside `rsize=8192`; `hard` beside `soft`, and `nofsc` beside `fsc=tag`, which are flags. */
function spellRecommended(recommendation: Recommendation, { key, value }: MountOption): string {
  const recommended = recommendedFor(recommendation, key);
  const isFlag = value === undefined || recommendation.judges.includes(recommended);
  return recommended === '' || isFlag ? recommended : `${key}=${recommended}`;
}
