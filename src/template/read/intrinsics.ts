/** Intrinsic functions whose short spelling is a YAML tag. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html */
const functions = [
  'And',
  'Base64',
  'Cidr',
  'Equals',
  'FindInMap',
  'GetAZs',
  'GetAtt',
  'GetStackOutput',
  'If',
  'ImportValue',
  'Join',
  'Length',
  'Not',
  'Or',
  'Select',
  'Split',
  'Sub',
  'ToJsonString',
  'Transform',
];

const longNames = new Map([
  ['!Ref', 'Ref'],
  ['!Condition', 'Condition'],
  ...functions.map(name => [`!${name}`, `Fn::${name}`] as const),
]);

export const shortTags: readonly string[] = [...longNames.keys()];

/** `!Sub` is `Fn::Sub`; an unknown tag is itself. */
export function longName(tag: string): string {
  return longNames.get(tag) ?? tag;
}

/** Whether a map with only this key is an intrinsic function. */
export function isIntrinsicKey(key: string): boolean {
  return key === 'Ref' || key.startsWith('Fn::');
}

/**
 * Whether an entry with this key puts further entries beside it.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
 */
export function addsEntries(key: string): boolean {
  return key === 'Fn::Transform' || key.startsWith('Fn::ForEach');
}
