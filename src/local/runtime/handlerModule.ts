import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ReportedError } from './reportedError';

export type Handler = (
  event: unknown,
  context: object,
  callback: (error?: unknown, value?: unknown) => void,
) => unknown;

/**
 * Loads a handler such as `index.handler` or `dir/index.nested.handler`, from a CommonJS or an ES module.
 * https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
 */
export async function loadHandler(taskRoot: string, name: string): Promise<Handler> {
  const [, modulePath, exportPath] = /^((?:.*\/)?[^./][^.]*)\.(.+)$/.exec(name) ?? [];
  if (modulePath === undefined || exportPath === undefined || modulePath.split('/').includes('..')) {
    throw new ReportedError('MalformedHandlerName', 'Bad handler');
  }
  const file = ['.js', '.mjs', '.cjs']
    .map(ending => path.join(taskRoot, modulePath + ending))
    .find(candidate => existsSync(candidate));
  if (file === undefined) {
    throw new ReportedError('ImportModuleError', `Error: Cannot find module '${path.basename(modulePath)}'`);
  }
  const handler = exportPath.split('.').reduce<unknown>(
    // eslint-disable-next-line own-names/use-own -- a handler may be inherited, as from a class
    (holder, key) => (holder as Record<string, unknown> | undefined)?.[key],
    await load(file),
  );
  if (typeof handler !== 'function') {
    throw new ReportedError('HandlerNotFound', `${name} is undefined or not exported`);
  }
  return handler as Handler;
}

async function load(file: string): Promise<unknown> {
  try {
    const module = (await import(pathToFileURL(file).href)) as { readonly default?: unknown };
    // The default export of a CommonJS module is its module.exports.
    return { ...(module.default as object | undefined), ...module };
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw new ReportedError('UserCodeSyntaxError', String(error));
    }
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') {
      throw new ReportedError('ImportModuleError', String(error));
    }
    throw error;
  }
}
