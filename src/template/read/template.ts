import { isFilledInPlain } from './placeholders';
import { templateOfServerless } from './serverless';
import {
  mapEntries,
  isNull,
  mayHoldMore,
  textOf,
  entryValue,
  type ListNode,
  type MapNode,
  type Node,
  type Range,
} from './nodes';

/** A SAM or CloudFormation template as written; nothing is resolved yet. */
export interface Template {
  readonly text: string;
  /** JSON rather than YAML: what is written into it has to be JSON too. */
  readonly json: boolean;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly resourcesByType: ReadonlyMap<string, readonly Resource[]>;
  /** There may be resources that are not seen here: a loop, an include or a syntax error. */
  readonly resourcesOpen: boolean;
  readonly parameters: ReadonlyMap<string, Parameter>;
  /** There may be parameters that are not seen here. */
  readonly parametersOpen: boolean;
  readonly conditions: ReadonlyMap<string, Node>;
  readonly mappings: Node | undefined;
  readonly outputs: Node | undefined;
  /** SAM's `Globals.Function`. */
  readonly functionGlobals: Node | undefined;
  /** A macro that is not AWS's own gets the whole template and may change anything. */
  readonly rewritten: boolean;
  /** The Serverless Framework makes it, and adds resources; what is written has other keys than CloudFormation has. */
  readonly isServerless: boolean;
  /** Nothing is missing of it: no syntax error may have taken a part, and no key has a meaning that is not known here. */
  readonly isWhole: boolean;
  /** It was not read: that would take more work than any template does. */
  readonly isTooComplex: boolean;
}

export interface Resource {
  readonly id: string;
  /** Range of the logical id. */
  readonly idRange: Range;
  /** Range of the logical id and everything below it. */
  readonly range: Range;
  readonly node: MapNode;
  readonly type: string | undefined;
  readonly properties: Node | undefined;
  readonly condition: string | undefined;
  /** Path of the construct that the CDK made it of. Untrusted text. */
  readonly construct: string | undefined;
}

export interface Parameter {
  readonly type: string;
  /** Every value that it can have; absent where any text is allowed. */
  readonly allowedValues: readonly string[] | undefined;
  /** What it is where a deployment gives no other. */
  readonly defaultValue: Node | undefined;
  /** What the templates pass that nest this one; absent where none does, or not all the same. */
  readonly passed?: Passed;
}

/** What a parameter is in every deployment that is known. */
export interface Passed {
  /** Its value. */
  readonly text: string | undefined;
  /** A value of the same form, where it names a resource of the other template. */
  readonly example: string | undefined;
  readonly places: readonly { readonly file: string; readonly range: Range }[];
}

/** Transforms of AWS that leave the parts of a template as they are that we look at. */
const harmlessTransforms = [
  /^AWS::Serverless-/,
  /^AWS::LanguageExtensions$/,
  /^AWS::CodeDeployBlueGreen$/,
  /^AWS::SecretsManager-/,
];

/** Takes the first document that is a template by its contents; its name and language do not matter. */
export function findTemplate(text: string, documents: readonly Node[]): Template | undefined {
  const root = documents.find(isTemplate);
  if (root?.kind === 'map') {
    return templateOf(text, root, false);
  }
  const made = templateOfServerless(documents);
  return made && templateOf(text, made, true);
}

function templateOf(text: string, root: MapNode, isServerless: boolean): Template {
  const resourcesNode = entryValue(root, 'Resources');
  const resources = readResources(resourcesNode);
  return {
    text,
    json: root.flow,
    resources,
    resourcesByType: byType(resources),
    resourcesOpen: resourcesNode?.kind !== 'map' || resourcesNode.open,
    parameters: new Map([...loopVariables(resourcesNode), ...readParameters(entryValue(root, 'Parameters'))]),
    parametersOpen: mayHoldMore(entryValue(root, 'Parameters')),
    conditions: new Map(mapEntries(entryValue(root, 'Conditions')).map(entry => [entry.key, entry.value])),
    mappings: entryValue(root, 'Mappings'),
    outputs: entryValue(root, 'Outputs'),
    functionGlobals: functionGlobals(entryValue(root, 'Globals')),
    rewritten: isRewritten(root),
    isServerless,
    isWhole: !root.open,
    isTooComplex: false,
  };
}

/** What stands for a template that is not read. */
export function tooComplex(text: string): Template {
  return {
    text,
    json: false,
    resources: new Map(),
    resourcesByType: new Map(),
    resourcesOpen: true,
    parameters: new Map(),
    conditions: new Map(),
    mappings: undefined,
    outputs: undefined,
    functionGlobals: undefined,
    rewritten: false,
    isServerless: false,
    parametersOpen: true,
    isWhole: false,
    isTooComplex: true,
  };
}

function isTemplate(node: Node): boolean {
  return (
    node.kind === 'map' &&
    declarations(entryValue(node, 'Resources')).some(({ value }) =>
      /^(?:AWS|Custom|Alexa)::/.test(textOf(entryValue(value, 'Type')) ?? ''),
    )
  );
}

/** Opaque where they may stand elsewhere. */
function functionGlobals(globals: Node | undefined): Node | undefined {
  return (
    entryValue(globals, 'Function') ??
    (globals && mayHoldMore(globals) ? { kind: 'opaque', range: globals.range } : undefined)
  );
}

/** The entries of `Resources`, with those that a loop makes as its body has them. */
function declarations(node: Node | undefined): MapNode['entries'] {
  return [...mapEntries(node), ...loopsOf(node).flatMap(({ body }) => declarations(body))];
}

interface Loop {
  readonly variable: string;
  readonly items: Node;
  readonly body: Node;
}

/**
 * `Fn::ForEach::Name: [variable, [items], body]`.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
 */
function loopsOf(node: Node | undefined): readonly Loop[] {
  const written = node?.kind === 'intrinsic' ? [{ key: node.name, value: node.argument }] : mapEntries(node);
  return written.flatMap(({ key, value }) => {
    const [variable, items, body] = value.kind === 'list' ? value.items : [];
    const name = textOf(variable);
    return key.startsWith('Fn::ForEach::') && name !== undefined && items && body
      ? [{ variable: name, items, body }]
      : [];
  });
}

/** What a loop runs over is in its body what a parameter is that can only have these values. */
function loopVariables(node: Node | undefined): readonly (readonly [string, Parameter])[] {
  return loopsOf(node).flatMap(({ variable, items, body }) => [
    [
      variable,
      {
        type: 'String',
        allowedValues: items.kind === 'list' && !items.open ? texts(items) : undefined,
        defaultValue: undefined,
      },
    ] as const,
    ...loopVariables(body),
  ]);
}

function readResources(node: Node | undefined): ReadonlyMap<string, Resource> {
  const resources = new Map<string, Resource>();
  for (const { key, keyRange, value } of declarations(node)) {
    if (value.kind === 'map') {
      resources.set(key, {
        id: key,
        idRange: keyRange,
        range: { start: keyRange.start, end: Math.max(keyRange.end, value.range.end) },
        node: value,
        type: textOf(entryValue(value, 'Type')),
        properties: entryValue(value, 'Properties'),
        condition: conditionOf(value),
        construct: textOf(entryValue(entryValue(value, 'Metadata'), 'aws:cdk:path')),
      });
    }
  }
  return resources;
}

/** The name of a condition; an empty one, which nothing has, where it is filled in later. */
function conditionOf(resource: MapNode): string | undefined {
  const node = entryValue(resource, 'Condition');
  return node && (textOf(node) ?? '');
}

function byType(resources: ReadonlyMap<string, Resource>): ReadonlyMap<string, readonly Resource[]> {
  const types = new Map<string, Resource[]>();
  for (const resource of resources.values()) {
    const type = resource.type ?? '';
    const others = types.get(type);
    if (others) {
      others.push(resource);
    } else {
      types.set(type, [resource]);
    }
  }
  return types;
}

export function resourcesOfType(template: Template, ...types: readonly string[]): readonly Resource[] {
  return types.flatMap(type => template.resourcesByType.get(type) ?? []);
}

function readParameters(node: Node | undefined): ReadonlyMap<string, Parameter> {
  return new Map(
    mapEntries(node).map(({ key, value }) => {
      const allowed = entryValue(value, 'AllowedValues');
      const parameter = {
        type: textOf(entryValue(value, 'Type')) ?? 'String',
        allowedValues: allowed?.kind === 'list' && !allowed.open ? texts(allowed) : undefined,
        defaultValue: entryValue(value, 'Default'),
      };
      return [key, parameter];
    }),
  );
}

function texts(list: ListNode): readonly string[] | undefined {
  const read = list.items.map(item => (isNull(item) ? '' : textOf(item)));
  return read.every(text => text !== undefined && !isFilledInPlain(text)) ? (read as string[]) : undefined;
}

function isRewritten(root: MapNode): boolean {
  const transform = entryValue(root, 'Transform');
  if (root.entries.some(entry => entry.key.startsWith('Fn::'))) {
    return true;
  }
  const transforms = transform?.kind === 'list' ? transform.items : transform ? [transform] : [];
  return transforms.some(node => {
    const name = textOf(node);
    return !isNull(node) && !(name && harmlessTransforms.some(pattern => pattern.test(name)));
  });
}
