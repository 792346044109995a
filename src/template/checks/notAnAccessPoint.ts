import { arnAttribute, serviceOf, targetOf, type ArnTarget } from '../resolve/arn';
import { defaultOf, type DefaultValue } from '../resolve/defaults';
import { replaceArn, useAccessPointOf } from '../edits/useAccessPoint';
import type { TemplateFix } from '../templateFinding';
import type { Mount } from '../mount/graph';
import { templateSources } from '../templateSources';
import { known, nodeOf } from '../resolve/values';
import { configKey, related, type Check, type Judgement } from './check';

const wrong: ReadonlySet<ArnTarget['is']> = new Set([
  'access-point-id',
  'bucket',
  'file-system',
  'mount-target',
  'no-such-attribute',
]);

/** `Arn` names something else than the ARN of an access point: a file system, a mount target, an id. */
export const notAnAccessPoint: Check = {
  code: 'not-an-access-point',
  severity: 'error',
  sources: [templateSources.cloudFormationFileSystemConfig, templateSources.lambdaFileSystemApi],
  *judge({ mounts, resolver }) {
    for (const mount of mounts) {
      const range = nodeOf(mount.arn)?.range ?? configKey(mount);
      const { is, resource } = mount.target;
      yield wrong.has(is)
        ? {
            range,
            params: { is, ...(resource && { id: resource.id, attribute: arnAttribute(resource) }) },
            actual: known(mount.arn),
            related: relatedTo(mount),
            fixes: () => fixes(mount),
          }
        : { fine: range };
      const given = defaultOf(resolver, mount.arn);
      if (given) {
        yield judgeDefault(given);
      }
    }
  },
};

function judgeDefault({ value, parameter, range }: DefaultValue): Judgement {
  const { is } = targetOf(value);
  return wrong.has(is)
    ? { range, severity: 'warning', actual: value.text, params: { is, parameter } }
    : { fine: range };
}

function relatedTo({ target: { is, resource } }: Mount) {
  return is === 'file-system' || is === 'mount-target'
    ? related(is, resource)
    : is === 'bucket'
      ? []
      : related('access-point', resource);
}

function fixes(mount: Mount): readonly TemplateFix[] {
  const { is, resource } = mount.target;
  if (mount.accessPoint) {
    return replaceArn(mount, mount.accessPoint);
  }
  if (is === 'mount-target' && resource) {
    return useAccessPointOf(mount, mount.propertyOf(resource, 'FileSystemId'));
  }
  if (is !== 'file-system') {
    return [];
  }
  if (resource && serviceOf(resource)) {
    return useAccessPointOf(mount, {
      kind: 'reference',
      resource,
      attribute: undefined,
      node: resource.node,
    });
  }
  const id = /fs-[0-9a-f]+$/.exec(known(mount.arn) ?? '')?.[0];
  const node = nodeOf(mount.arn);
  return id && node ? useAccessPointOf(mount, { kind: 'text', text: id, node }) : [];
}
