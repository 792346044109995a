import type * as Templates from '../../template';

/** The code that understands templates; loaded when a document first looks like one. */
export type TemplateModule = typeof Templates;
