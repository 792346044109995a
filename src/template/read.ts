import { parse } from './parse';
import { mayMountFileSystem } from './sniff';
import { findTemplate, type Template } from './template';

/**
 * Reads a SAM or CloudFormation template with a function that mounts a file system, be it YAML or JSON; undefined for
 * any other text. Never throws. The result depends on the text alone: keep it as long as the document has the same
 * version.
 */
export function readTemplate(text: string): Template | undefined {
  return mayMountFileSystem(text) ? findTemplate(text, parse(text)) : undefined;
}
