import { DocumentParser } from './parse';
import { mayMountFileSystem, mayNestTemplates } from './sniff';
import { findTemplate, tooComplex, type Template } from './template';
import { TooComplexError } from './budget';
import { atOnce } from './work';

/**
 * Reads the versions of one document, each as a SAM or CloudFormation template with a function that mounts a file
 * system, be it YAML or JSON. Remembers the version before: what has not changed since is not parsed again.
 */
export class TemplateReader {
  readonly #parser = new DocumentParser();

  /** Undefined for any other text. Never throws. Yields now and then, so that the work can be done in slices. */
  *read(text: string): Generator<void, Template | undefined> {
    if (!mayMountFileSystem(text)) {
      return undefined;
    }
    try {
      return findTemplate(text, yield* this.#parser.parse(text));
    } catch (error) {
      if (error instanceof TooComplexError) {
        return tooComplex(text);
      }
      throw error;
    }
  }
}

/** Reads a template that nests others, be it one that mounts a file system or not. Undefined for any other text; never throws. */
export function* readNesting(text: string): Generator<void, Template | undefined> {
  if (!mayNestTemplates(text)) {
    return undefined;
  }
  try {
    return findTemplate(text, yield* new DocumentParser().parse(text));
  } catch (error) {
    if (error instanceof TooComplexError) {
      return undefined;
    }
    throw error;
  }
}

/** Reads one template at once. Undefined for any other text; never throws. */
export function readTemplate(text: string): Template | undefined {
  return atOnce(new TemplateReader().read(text));
}
