import { visible } from '../text/visibleText';
import { isList, isRecord, type Tree } from './tree';

/** A resource of a Terraform configuration. */
export interface TerraformResource {
  readonly type: string;
  readonly name: string;
  readonly body: TerraformBody;
}

export interface TerraformBody {
  readonly [name: string]:
    string | number | boolean | readonly string[] | readonly number[] | Block | Expression;
}

class Block {
  readonly body: TerraformBody;
  constructor(body: TerraformBody) {
    this.body = body;
  }
}

/** What is no literal. */
class Expression {
  readonly write: (indent: string) => string;
  constructor(write: (indent: string) => string) {
    this.write = write;
  }
}

export function block(body: TerraformBody): Block {
  return new Block(body);
}

/** An attribute of another resource, e.g. `aws_efs_access_point.lambda.arn`. */
export function reference(path: string): Expression {
  return new Expression(() => path);
}

/** A document as the JSON text that the provider wants. */
export function jsonencode(document: Tree): Expression {
  return new Expression(indent => `jsonencode(${literal(document, indent)})`);
}

/** As `terraform fmt` leaves it. */
export function terraformText(resources: readonly TerraformResource[]): string {
  return resources
    .map(({ type, name, body }) => `resource "${type}" "${name}" {\n${lines(body, '  ').join('\n')}\n}\n`)
    .join('\n');
}

function lines(body: TerraformBody, indent: string): readonly string[] {
  const fields = Object.entries(body).map(([name, value]): Field => {
    if (value instanceof Block) {
      const inner = lines(value.body, `${indent}  `).join('\n');
      return { text: `${indent}${name} {\n${inner}\n${indent}}` };
    }
    return { name, text: value instanceof Expression ? value.write(indent) : literal(value, indent) };
  });
  return aligned(fields, indent);
}

/** An attribute, or without a name a whole block. */
interface Field {
  readonly name?: string;
  readonly text: string;
}

/** Equals signs of attributes stand below one another, as long as each takes one line. */
function aligned(fields: readonly Field[], indent: string): readonly string[] {
  const isSingle = ({ name, text }: Field) => name !== undefined && !text.includes('\n');
  return fields.map((field, at) => {
    const { name, text } = field;
    if (name === undefined || !isSingle(field)) {
      return name === undefined ? text : `${indent}${name} = ${text}`;
    }
    const from = fields.slice(0, at).findLastIndex(each => !isSingle(each)) + 1;
    const to = fields.findIndex((each, place) => place > at && !isSingle(each));
    const run = fields.slice(from, to === -1 ? undefined : to);
    const width = Math.max(...run.map(each => each.name?.length ?? 0));
    return `${indent}${name.padEnd(width)} = ${text}`;
  });
}

function literal(tree: Tree, indent: string): string {
  if (isList(tree)) {
    return list(tree, indent);
  }
  if (!isRecord(tree)) {
    return typeof tree === 'string' ? quoted(tree) : String(tree);
  }
  const fields = Object.entries(tree).map(([key, value]) => ({
    name: /^[A-Za-z]\w*$/.test(key) ? key : quoted(key),
    text: literal(value, `${indent}  `),
  }));
  return `{\n${aligned(fields, `${indent}  `).join('\n')}\n${indent}}`;
}

function list(items: readonly Tree[], indent: string): string {
  return `[${items.map(item => literal(item, indent)).join(', ')}]`;
}

/** https://developer.hashicorp.com/terraform/language/expressions/strings: nothing in it is a template. */
function quoted(text: string): string {
  return JSON.stringify(visible(text)).replace(/[$%](?=\{)/g, '$&$&');
}
