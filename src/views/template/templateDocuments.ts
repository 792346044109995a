import * as vscode from 'vscode';
import type { Log } from '../../aws/log';
import type * as Room from '../../template';
import { mayMountFileSystem } from '../../template/sniff';
import { inSlices } from './slices';

/** The code that understands templates; loaded when a document first looks like one. */
export type TemplateModule = typeof Room;

/** A document that is a template with a function that mounts a file system. */
export interface TemplateDocument {
  readonly template: Room.Template;
  readonly templates: TemplateModule;
}

interface Reading {
  readonly version: number;
  readonly result: Promise<TemplateDocument | undefined>;
}

/** Languages that templates are written in, and names that they have whatever their language is. */
export const templateSelector: vscode.DocumentSelector = [
  ...['yaml', 'json', 'jsonc', 'cloudformation'].map(language => ({ language })),
  { pattern: '**/*.{template,cfn}' },
];

/** Reads each version of a document once, for diagnostics, hovers, lenses and all else. */
export class TemplateDocuments {
  readonly #readings = new WeakMap<vscode.TextDocument, Reading>();
  readonly #readers = new WeakMap<vscode.TextDocument, Room.TemplateReader>();
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
  }

  /** Undefined for any other document. */
  get(document: vscode.TextDocument): Promise<TemplateDocument | undefined> {
    const known = this.#readings.get(document);
    if (known?.version === document.version) {
      return known.result;
    }
    const { version } = document;
    const isWanted = () => this.#readings.get(document)?.version === version;
    const reading = { version, result: this.#read(document, isWanted) };
    this.#readings.set(document, reading);
    return reading.result;
  }

  async #read(document: vscode.TextDocument, isWanted: () => boolean): Promise<TemplateDocument | undefined> {
    if (vscode.languages.match(templateSelector, document) === 0) {
      return undefined;
    }
    return this.#readText(document.getText(), isWanted, ({ TemplateReader }) => {
      const reader = this.#readers.get(document) ?? new TemplateReader();
      this.#readers.set(document, reader);
      return reader;
    });
  }

  /** The template that a file has which is not open. */
  ofFile(text: string, isWanted: () => boolean): Promise<TemplateDocument | undefined> {
    return this.#readText(text, isWanted, ({ TemplateReader }) => new TemplateReader());
  }

  async #readText(
    text: string,
    isWanted: () => boolean,
    readerOf: (templates: TemplateModule) => Room.TemplateReader,
  ): Promise<TemplateDocument | undefined> {
    if (!mayMountFileSystem(text)) {
      return undefined;
    }
    try {
      const templates = await import('../../template/index');
      const template = await inSlices(readerOf(templates).read(text), isWanted);
      return template && { template, templates };
    } catch (error) {
      // A template that we fail on is our bug: the editor goes on without us.
      this.#log.error(error instanceof Error ? error : String(error));
      return undefined;
    }
  }
}

/** A text with lines: an open document, or a file that is not. */
export type Lines = Pick<vscode.TextDocument, 'positionAt'>;

/** A range of offsets as the editor's. */
export function toRange(document: Lines, { start, end }: { start: number; end: number }): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}
