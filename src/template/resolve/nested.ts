import { exampleOf } from './arn';
import { textOf, entryValue, type Node, type Range } from '../read/nodes';
import { Resolver } from './resolve';
import { resourcesOfType, type Parameter, type Passed, type Template } from '../read/template';
import { known } from './values';
import { withinBudget } from '../read/work';
import { inEveryWorld } from './world';

/** A local template that another deploys as a stack of its own. */
export interface NestedTemplate {
  /** As written, relative to the template that names it, with slashes. Untrusted text. */
  readonly path: string;
  readonly parameters: ReadonlyMap<string, PassedParameter>;
  /** There may be parameters that are not seen. */
  readonly isOpen: boolean;
}

export interface PassedParameter {
  /** The value, where it is the same whatever is decided. */
  readonly text: string | undefined;
  /** What the value may look like, where it is only known what it names. */
  readonly example: string | undefined;
  /** Of the value, in the template that passes it. */
  readonly range: Range;
}

/** One use of a template by another. */
export interface NestedUse {
  /** URI of the template that passes the parameters. */
  readonly file: string;
  readonly nested: NestedTemplate;
}

/** The properties that name the template of a nested stack. */
const locations = [
  ['AWS::CloudFormation::Stack', 'TemplateURL'],
  ['AWS::Serverless::Application', 'Location'],
] as const;

/** The local templates that a template nests, with what it passes to each. */
export function nestedTemplates(template: Template): readonly NestedTemplate[] {
  return template.rewritten
    ? []
    : withinBudget(
        template,
        () => locations.flatMap(([type, property]) => nestedBy(template, type, property)),
        () => [],
      );
}

function nestedBy(template: Template, type: string, property: string): readonly NestedTemplate[] {
  return resourcesOfType(template, type).flatMap(({ node, properties }) => {
    const location = inEveryWorld(world =>
      known(new Resolver(template, world).resolve(entryValue(properties, property))),
    );
    const path = theSame(location);
    return path === undefined || node.broken || !isLocal(path)
      ? []
      : [{ path, ...passedBy(template, properties) }];
  });
}

function isLocal(path: string): boolean {
  return path !== '' && !/^(?:[a-z][\w+.-]*:|\/)/i.test(path);
}

function passedBy(template: Template, properties: Node | undefined): Omit<NestedTemplate, 'path'> {
  const node = entryValue(properties, 'Parameters');
  if (node?.kind !== 'map' || node.broken) {
    const mayBeElsewhere = properties?.kind === 'map' && (properties.open || properties.broken);
    return { parameters: new Map(), isOpen: node !== undefined || mayBeElsewhere };
  }
  const parameters = node.entries.map(({ key, value }): [string, PassedParameter] => {
    const values = inEveryWorld(world => new Resolver(template, world).resolve(value));
    return [
      key,
      { text: theSame(values.map(known)), example: theSame(values.map(exampleOf)), range: value.range },
    ];
  });
  return { parameters: new Map(parameters), isOpen: node.open };
}

/** What all of them are. */
function theSame<One>(all: readonly (One | undefined)[]): One | undefined {
  const [first] = all;
  return all.every(one => one === first) ? first : undefined;
}

/**
 * A template as the ones that nest it deploy it: a parameter that all give the same value has it, one that none gives
 * has its default.
 */
export function asNested(template: Template, uses: readonly NestedUse[]): Template {
  if (uses.length === 0) {
    return template;
  }
  const parameters = [...template.parameters].map(([name, parameter]): [string, Parameter] => {
    const passed = passedTo(name, parameter, uses);
    return [name, passed ? { ...parameter, passed } : parameter];
  });
  return { ...template, parameters: new Map(parameters) };
}

function passedTo(name: string, parameter: Parameter, uses: readonly NestedUse[]): Passed | undefined {
  if (parameter.type.startsWith('AWS::SSM::')) {
    return undefined;
  }
  const given = uses.map(({ nested }) => nested.parameters.get(name));
  const values = given.map((one, index) =>
    one ? one.text : uses[index]?.nested.isOpen ? undefined : textOf(parameter.defaultValue),
  );
  const text = theSame(values);
  const example = theSame(given.map(one => one?.example));
  return text === undefined && example === undefined
    ? undefined
    : {
        text,
        example,
        places: uses.flatMap(({ file }, index) => {
          const range = given[index]?.range;
          return range ? [{ file, range }] : [];
        }),
      };
}
