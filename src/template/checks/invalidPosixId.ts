import { accessPointSettings, isPosixId, MAX_POSIX_ID } from '../mount/accessPoint';
import { templateSources } from '../templateSources';
import { known, nodeOf, type Value } from '../resolve/values';
import { related, type Check, type Judgement } from './check';

/** EFS takes this many; S3 Files names no limit. */
const MAX_SECONDARY_GROUPS = 16;

/** Ids of users and groups are numbers from 0 to 4294967295. */
export const invalidPosixId: Check = {
  code: 'invalid-posix-id',
  severity: 'error',
  sources: [templateSources.efsPosixUser, templateSources.efsCreationInfo, templateSources.s3FilesPosixUser],
  *judge({ mount, resolver }) {
    const settings = mount && accessPointSettings(mount);
    if (!settings) {
      return;
    }
    const { resource, creation, posixUser } = settings;
    const about = { subject: resource.id, related: related('function', mount.function.resource) };
    const secondary = resolver.get(posixUser, 'SecondaryGids');
    const groups = resolver.items(secondary) ?? [];
    const ids = [
      ...['Uid', 'Gid'].map(key => resolver.get(posixUser, key)),
      ...groups,
      ...['OwnerUid', 'OwnerGid'].map(key => resolver.get(creation, key)),
    ];
    yield* ids.flatMap(id => judgeId(id, about));
    const list = nodeOf(secondary)?.range;
    if (list && mount.service === 'efs') {
      yield groups.length > MAX_SECONDARY_GROUPS
        ? {
            ...about,
            range: list,
            actual: String(groups.length),
            expected: String(MAX_SECONDARY_GROUPS),
            params: { is: 'groups' },
          }
        : { fine: list };
    }
  },
};

function judgeId(id: Value, about: Omit<Judgement & { range: unknown }, 'range'>): readonly Judgement[] {
  const text = known(id);
  const range = nodeOf(id)?.range;
  if (!range) {
    return [];
  }
  const isValid = text === undefined || isPosixId(text);
  return [
    isValid
      ? { fine: range }
      : { ...about, range, actual: text, expected: String(MAX_POSIX_ID), params: { is: 'id' } },
  ];
}
