import type { Connection } from '../../aws/connection';
import type { ConnectionResolver } from '../../aws/credentials/connectionResolver';
import { isHumanError } from '../../core/humanError';
import { t } from '../localize';

/** A sentence where the profile names a region of its own and that is not looked at; undefined where it is. */
export async function overriddenRegion(
  connections: readonly Connection[],
  resolver: Pick<ConnectionResolver, 'listProfiles'>,
): Promise<string | undefined> {
  const [first] = connections;
  if (first?.kind !== 'aws') {
    return undefined;
  }
  const name = first.profile ?? 'default';
  const region = await ownRegion(name, resolver);
  return region === undefined || connections.some(each => each.region === region)
    ? undefined
    : t('Profile {0} names {1}; the settings or AWS_REGION name other regions.', name, region);
}

/** Files that cannot be read are told of where they are needed. */
async function ownRegion(
  profile: string,
  resolver: Pick<ConnectionResolver, 'listProfiles'>,
): Promise<string | undefined> {
  try {
    const profiles = await resolver.listProfiles();
    return profiles.find(({ name }) => name === profile)?.region;
  } catch (error) {
    if (isHumanError(error)) {
      return undefined;
    }
    throw error;
  }
}
