// VS Code for the web as vscode.dev serves it: a workbench in the browser, extensions in a web worker, and no machine behind it.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { EvaluationRequest, EvaluationResponse } from './evaluation';
import { projectRoot } from './projectRoot';
import { ensureVscodeServer, workbenchOf } from './vscodeServerInstall';

const loopback = '127.0.0.1';

const contentTypes: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
};

/** Where this build counts on a machine behind the browser: that it runs extensions, and that it keeps the user's data. */
const machine: readonly (readonly [written: string, instead: string])[] = [
  ['remoteAuthority:location.host', 'remoteAuthority:undefined'],
  ['.with({scheme:J.vscodeRemote}),"User")', '.with({scheme:"vscode-userdata"}),"User")'],
];
const workbenchScript = '/vscode/out/vs/code/browser/workbench/workbench.js';

const evaluatorManifest = {
  name: 'web-evaluator',
  publisher: 'efs-mount-inspector-tests',
  version: '0.0.0',
  engines: { vscode: '^1.101.0' },
  activationEvents: ['*'],
  browser: './index.js',
  capabilities: { untrustedWorkspaces: { supported: true }, virtualWorkspaces: true },
};

interface Question extends EvaluationRequest {
  readonly answered: (answer: EvaluationResponse) => void;
}

/** Serves the workbench, this extension as it was built, and an evaluator that asks here what it shall do. */
export class WebServer {
  readonly #server: Server;
  readonly #vscode: string;
  readonly #settings: Record<string, unknown>;
  readonly #questions: Question[] = [];
  readonly #asked: Question[] = [];
  #waiting: ServerResponse | undefined;

  private constructor(vscode: string, settings: Record<string, unknown>) {
    this.#vscode = vscode;
    this.#settings = settings;
    this.#server = createServer((request, response) => {
      this.#respond(request, response).catch((error: unknown) => {
        response.writeHead(404).end(String(error));
      });
    });
  }

  /** @param settings what the user has set */
  static async start(settings: Record<string, unknown> = {}): Promise<WebServer> {
    const server = new WebServer(workbenchOf(await ensureVscodeServer()), settings);
    server.#server.listen(0, loopback);
    await once(server.#server, 'listening');
    return server;
  }

  get url(): string {
    return `http://${loopback}:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Asks the evaluator in the extension host, as soon as that is there. */
  ask(question: EvaluationRequest): Promise<EvaluationResponse> {
    return new Promise(answered => {
      this.#questions.push({ ...question, answered });
      this.#send();
    });
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  async #respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', this.url);
    if (pathname === '/evaluator/question') {
      this.#waiting = response;
      this.#send();
    } else if (pathname === '/evaluator/answer') {
      this.#asked.shift()?.answered(JSON.parse(await text(request)) as EvaluationResponse);
      response.end();
    } else {
      const content = await this.#content(decodeURIComponent(pathname));
      response.setHeader('Content-Type', contentTypes[path.extname(pathname)] ?? 'text/html');
      response.end(content);
    }
  }

  #send(): void {
    const [question] = this.#waiting ? this.#questions.splice(0, 1) : [];
    if (question) {
      const { source, args } = question;
      this.#asked.push(question);
      this.#waiting?.end(JSON.stringify({ source, args }));
      this.#waiting = undefined;
    }
  }

  async #content(pathname: string): Promise<string | Buffer> {
    switch (pathname) {
      case '/':
        return this.#page();
      case workbenchScript:
        return this.#workbench();
      case '/evaluator/package.json':
        return JSON.stringify(evaluatorManifest);
      case '/evaluator/index.js':
        return readFile(path.join(projectRoot, 'out/test/harness/webEvaluator.js'));
      default: {
        const [, area = '', ...rest] = path.posix.normalize(pathname).split('/');
        if (/^\/vscode\/extensions\/.+\.js$/.test(pathname)) {
          // The built-in extensions are built for Node.js in this VS Code: here they do nothing.
          return 'exports.activate = () => undefined;';
        }
        const folder = { vscode: this.#vscode, extension: projectRoot }[area];
        if (folder === undefined) {
          throw new Error(`Nothing is at ${pathname}.`);
        }
        return readFile(path.join(folder, ...rest));
      }
    }
  }

  async #workbench(): Promise<string> {
    const code = await readFile(path.join(this.#vscode, workbenchScript.replace('/vscode/', '')), 'utf8');
    return machine.reduce((changed, [written, instead]) => {
      if (!changed.includes(written)) {
        throw new Error(`This VS Code does not have ${written} where it is expected.`);
      }
      return changed.replace(written, instead);
    }, code);
  }

  #page(): string {
    const extension = (folder: string) => ({
      scheme: 'http',
      authority: new URL(this.url).host,
      path: folder,
    });
    const configuration = {
      folderUri: { scheme: 'tmp', path: '/workspace' },
      developmentOptions: {
        extensions: [extension('/extension'), extension('/evaluator')],
        enableSmokeTestDriver: true,
      },
      enableWorkspaceTrust: false,
      userDataPath: '/',
      isEnabledFileDownloads: false,
      isEnabledFileUploads: false,
      isEnabledCoderGettingStarted: false,
      configurationDefaults: this.#settings,
      productConfiguration: { nameShort: 'Web', nameLong: 'VS Code for the Web' },
    };
    const attribute = (value: unknown) =>
      JSON.stringify(value).replaceAll('&', '&amp;').replaceAll('"', '&quot;');
    return `<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta id="vscode-workbench-web-configuration" data-settings="${attribute(configuration)}">
<link rel="stylesheet" href="/vscode/out/vs/code/browser/workbench/workbench.css">
</head>
<body aria-label="">
<script>globalThis._VSCODE_FILE_ROOT = '${this.url}/vscode/out/';</script>
<script type="module" src="/vscode/out/nls.messages.js"></script>
<script type="module" src="${workbenchScript}"></script>
</body>
</html>`;
  }
}
