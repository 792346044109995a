import { makeBuilder } from '@smithy/core/client';
import { getEndpointPlugin } from '@smithy/core/endpoints';

/** A part of an answer, as the SDK's protocols read it, and the type of what they make of it. */
interface Part<T> {
  readonly schema: unknown;
  /** Of no value: it only carries the type. */
  readonly type?: T;
}

type TypeOf<P> = P extends Part<infer T> ? T : never;

// Codes of the SDK's schemas: @smithy/types, schema/static-schemas.
const NAMESPACE = 'com.amazonaws.ec2';
const LIST = 1;
const STRUCTURE = 3;
const OPERATION = 9;

export const text: Part<string> = { schema: 0 };
export const number: Part<number> = { schema: 1 };
export const flag: Part<boolean> = { schema: 2 };

/** EC2 writes each entry of a list as `<item>`. */
export function list<T>({ schema }: Part<T>): Part<readonly T[]> {
  return { schema: [LIST, NAMESPACE, 'List', 0, [schema, { xmlName: 'item' }]] };
}

/** Members have the names that they have in the XML, and any may be absent. */
export function structure<Members extends Readonly<Record<string, Part<unknown>>>>(
  members: Members,
): Part<{ readonly [Name in keyof Members]?: TypeOf<Members[Name]> }> {
  const schemas = Object.values(members).map(({ schema }) => schema);
  return { schema: [STRUCTURE, NAMESPACE, 'Structure', 0, Object.keys(members), schemas] };
}

/** A call of the API. @param T what its answer holds */
export interface Ec2Operation<T> {
  readonly Command: new (input: object) => object;
  /** Of no value: it only carries the type. */
  readonly type?: T;
}

export type Answer<O> = O extends Ec2Operation<infer T> ? T : never;

const command = makeBuilder({}, 'AmazonEC2', 'EC2Client', getEndpointPlugin);

/** @param holder element of the answer that holds what was asked for */
export function operation<T>(name: string, holder: string, result: Part<T>): Ec2Operation<T> {
  const answer = [
    STRUCTURE,
    NAMESPACE,
    `${name}Result`,
    0,
    ['result', 'nextToken'],
    [[() => result.schema, { xmlName: holder }], text.schema],
  ];
  const schema = [OPERATION, NAMESPACE, name, 0, () => request, () => answer];
  const Command = command({}, () => [], name, schema as never);
  return { Command };
}

const values = [LIST, NAMESPACE, 'Values', 0, text.schema];
const filter = [
  STRUCTURE,
  NAMESPACE,
  'Filter',
  0,
  ['name', 'values'],
  [text.schema, [() => values, { xmlName: 'Value' }]],
];
/** Of all operations here; what is absent is not sent. */
const request = [
  STRUCTURE,
  NAMESPACE,
  'Request',
  0,
  ['filters', 'nextToken', 'vpcId', 'attribute'],
  [
    [() => [LIST, NAMESPACE, 'Filters', 0, () => filter], { xmlName: 'Filter' }],
    text.schema,
    text.schema,
    text.schema,
  ],
];
