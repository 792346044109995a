import * as vscode from 'vscode';
import type { Log } from '../../aws/log';
import type * as Templates from '../../template';
import { mayMountFileSystem } from '../../template/read/sniff';
import type { Lines } from './toRange';
import { NestingTemplates } from './nestingTemplates';
import { inSlices } from './slices';
import type { TemplateFile } from './templateFile';
import type { TemplateModule } from './templateModule';
import { templateSelector } from './templateSelector';

/** A document that is a template with a function that mounts a file system. */
export interface TemplateDocument {
  readonly template: Templates.Template;
  readonly templates: TemplateModule;
  /** Other templates that nest it, by their URIs. */
  readonly nesting: ReadonlyMap<string, Lines>;
}

interface Reading {
  readonly version: number;
  readonly result: Promise<TemplateDocument | undefined>;
}

/** Reads each version of a document once, for diagnostics, hovers, lenses and all else. */
export class TemplateDocuments implements vscode.Disposable {
  readonly #nesting = new NestingTemplates();
  readonly #changed = new vscode.EventEmitter<void>();
  /** Documents may be something else although their text is the same: a template that nests them was saved. */
  readonly onDidChange = this.#changed.event;
  readonly #listener: vscode.Disposable;
  #readings = new WeakMap<vscode.TextDocument, Reading>();
  readonly #readers = new WeakMap<vscode.TextDocument, Templates.TemplateReader>();
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
    this.#listener = this.#nesting.onDidChange(() => {
      this.#readings = new WeakMap();
      this.#changed.fire();
    });
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
    return this.#readText(document.uri, document.getText(), isWanted, ({ TemplateReader }) => {
      const reader = this.#readers.get(document) ?? new TemplateReader();
      this.#readers.set(document, reader);
      return reader;
    });
  }

  /** The template that a file has which is not open. */
  ofFile({ uri, text }: TemplateFile, isWanted: () => boolean): Promise<TemplateDocument | undefined> {
    return this.#readText(uri, text, isWanted, ({ TemplateReader }) => new TemplateReader());
  }

  async #readText(
    uri: vscode.Uri,
    text: string,
    isWanted: () => boolean,
    readerOf: (templates: TemplateModule) => Templates.TemplateReader,
  ): Promise<TemplateDocument | undefined> {
    if (!mayMountFileSystem(text)) {
      return undefined;
    }
    try {
      const templates = await import('../../template/index');
      const template = await inSlices(readerOf(templates).read(text), isWanted);
      if (!template || template.parameters.size === 0 || template.isServerless) {
        return template && { template, templates, nesting: new Map() };
      }
      const uses = await this.#nesting.usesOf(uri, templates);
      return {
        template: templates.asNested(template, uses),
        templates,
        nesting: new Map(uses.map(({ file, lines }) => [file, lines])),
      };
    } catch (error) {
      // A template that we fail on is our bug: the editor goes on without us.
      this.#log.error(error instanceof Error ? error : String(error));
      return undefined;
    }
  }

  dispose(): void {
    this.#listener.dispose();
    this.#nesting.dispose();
    this.#changed.dispose();
  }
}
