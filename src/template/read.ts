import { asNested, nestedTemplates, type NestedTemplate, type NestedUse } from './nested';
import { DocumentParser } from './parse';
import { mayMountFileSystem, mayNestTemplates } from './sniff';
import { findTemplate, tooComplex, type Template } from './template';
import { atOnce, TooComplexError } from './work';

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

/**
 * What a template nests, be it one that mounts a file system or not. Nothing for any other text; never throws.
 * @param uses of the template itself, where others nest it in turn
 */
export function* readNested(
  text: string,
  uses: readonly NestedUse[] = [],
): Generator<void, readonly NestedTemplate[]> {
  if (!mayNestTemplates(text)) {
    return [];
  }
  try {
    const template = findTemplate(text, yield* new DocumentParser().parse(text));
    return template ? nestedTemplates(asNested(template, uses)) : [];
  } catch (error) {
    if (error instanceof TooComplexError) {
      return [];
    }
    throw error;
  }
}

/** Reads one template at once. Undefined for any other text; never throws. */
export function readTemplate(text: string): Template | undefined {
  return atOnce(new TemplateReader().read(text));
}
