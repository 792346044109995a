import { arnAttribute } from '../resolve/arn';
import type { TemplateFix } from '../templateFinding';
import type { Mount } from '../mount/graph';
import { nodeOf, type Value } from '../resolve/values';
import { resourcesOfType, type Resource } from '../read/template';
import { insertEntry } from './insert';
import { getAtt, inline } from './write';

/** Replaces the value of `Arn` by the ARN of an access point. */
export function replaceArn(mount: Mount, accessPoint: Resource): readonly TemplateFix[] {
  const { template } = mount.function;
  const node = nodeOf(mount.arn);
  if (!node) {
    return [];
  }
  const text = inline(getAtt(accessPoint.id, arnAttribute(accessPoint)), template.json);
  return [{ kind: 'use-access-point', id: accessPoint.id, edits: [{ range: node.range, text }] }];
}

/** Gives a file system configuration the access point of this template, where there is only one. */
export function useOnlyAccessPoint(mount: Mount): readonly TemplateFix[] {
  const { template } = mount.function;
  const [accessPoint, another] = accessPoints(mount);
  if (!accessPoint || another) {
    return [];
  }
  if (mount.arn.kind !== 'absent') {
    return replaceArn(mount, accessPoint);
  }
  const map = mount.config.kind === 'map' ? mount.config.node : undefined;
  const after = map?.entries.at(-1);
  const value = getAtt(accessPoint.id, arnAttribute(accessPoint));
  const edit = map && after && insertEntry(template, map, after, 'Arn', value);
  return edit ? [{ kind: 'use-access-point', id: accessPoint.id, edits: [edit] }] : [];
}

/** Points `Arn` at the access point of a file system, where the template has exactly one. */
export function useAccessPointOf(mount: Mount, fileSystemId: Value): readonly TemplateFix[] {
  const [accessPoint, another] = accessPoints(mount).filter(
    candidate => mount.sameFileSystem(candidate, fileSystemId) === true,
  );
  return accessPoint && !another ? replaceArn(mount, accessPoint) : [];
}

function accessPoints(mount: Mount): readonly Resource[] {
  return resourcesOfType(mount.function.template, 'AWS::EFS::AccessPoint', 'AWS::S3Files::AccessPoint');
}
