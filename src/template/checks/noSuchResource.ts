import { dependsOnNodes } from '../resolve/dependencies';
import type { TemplateFix } from '../templateFinding';
import type { MountingFunction } from '../mount/graph';
import type { Node } from '../read/nodes';
import { entryValue } from '../read/nodes';
import {
  brokenReference,
  brokenReferences,
  isMissing,
  namesOfTemplate,
  nearestName,
  type BrokenReference,
} from '../resolve/references';
import { templateSources } from '../templateSources';
import { resourcesOfType, type Template } from '../read/template';
import { nodeOf } from '../resolve/values';
import { spend } from '../read/work';
import type { Check, CheckProblem } from './check';

/** The parts of a function that its mount depends on. */
const parts = ['VpcConfig', 'Role'];

const fileSystemTypes = ['AccessPoint', 'FileSystem', 'FileSystemPolicy', 'MountTarget'].flatMap(type => [
  `AWS::EFS::${type}`,
  `AWS::S3Files::${type}`,
]);

/** A logical id that the template does not have: CloudFormation refuses all of it. */
export const noSuchResource: Check = {
  code: 'no-such-resource',
  severity: 'error',
  sources: [templateSources.cloudFormationRef, templateSources.cloudFormationGetAtt],
  *judge(mounting) {
    if (mounting.mounts.length) {
      const { template } = mounting;
      for (const reference of brokenReferences(
        template,
        entryValue(nodeOf(mounting.properties), 'FileSystemConfigs'),
      )) {
        yield problem(reference, accessPointFor(template, reference.id));
      }
      for (const reference of [...references(mounting), ...dependencies(mounting)]) {
        yield problem(reference, nameMeant(template, reference.id));
      }
    }
  },
};

function problem({ id, range }: BrokenReference, meant: string | undefined): CheckProblem {
  return {
    range,
    actual: id,
    expected: meant,
    fixes: (): readonly TemplateFix[] =>
      meant === undefined ? [] : [{ kind: 'replace-id', id: meant, edits: [{ range, text: meant }] }],
  };
}

const meantByTemplate = new WeakMap<Template, Map<string, string | undefined>>();

/** The name that was most likely meant, looked for once. */
function nameMeant(template: Template, id: string): string | undefined {
  const known = meantByTemplate.get(template) ?? new Map<string, string | undefined>();
  meantByTemplate.set(template, known);
  spend(template);
  if (!known.has(id)) {
    const names = namesOfTemplate(template, 'any');
    spend(template, names.length * Math.ceil(id.length / 8));
    known.set(id, nearestName(id, names));
  }
  return known.get(id);
}

/** The access point with the nearest name, or the only one that there is. */
function accessPointFor(template: Template, id: string): string | undefined {
  const names = namesOfTemplate(template, 'access-point');
  spend(template, names.length * Math.ceil(id.length / 8));
  return nearestName(id, names) ?? (names.length === 1 ? names[0] : undefined);
}

function references({ template, properties }: MountingFunction): readonly BrokenReference[] {
  const nodes: readonly (Node | undefined)[] = parts.map(part => entryValue(nodeOf(properties), part));
  return [...nodes.flatMap(node => brokenReferences(template, node)), ...inFileSystems(template)];
}

const inFileSystemsOf = new WeakMap<Template, readonly BrokenReference[]>();

/** The same for every function of the template. */
function inFileSystems(template: Template): readonly BrokenReference[] {
  const found =
    inFileSystemsOf.get(template) ??
    resourcesOfType(template, ...fileSystemTypes).flatMap(({ properties }) =>
      brokenReferences(template, properties),
    );
  inFileSystemsOf.set(template, found);
  return found;
}

function dependencies({ template, resource }: MountingFunction): readonly BrokenReference[] {
  return template.resourcesOpen || template.isServerless
    ? []
    : dependsOnNodes(resource)
        .filter(({ text }) => isMissing(template, text, 'DependsOn'))
        .flatMap(node => brokenReference(template, node, node.text));
}
