// An extension of the tests' own: evaluates functions that a test sends, in the extension host, with the vscode API.
import { rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import * as vscode from 'vscode';
import type { EvaluationRequest, EvaluationResponse } from './evaluation';
import { evaluate, evaluatorSocketVariable } from './evaluation';

async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const hostPid = process.pid;
  let answer: EvaluationResponse;
  try {
    answer = { hostPid, value: await evaluate(vscode, JSON.parse(await text(request)) as EvaluationRequest) };
  } catch (error) {
    answer = { hostPid, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
  response.end(JSON.stringify(answer));
}

export function activate(context: vscode.ExtensionContext): Promise<void> {
  const socket = process.env[evaluatorSocketVariable];
  if (!socket) {
    throw new Error(`${evaluatorSocketVariable} is not set.`);
  }
  rmSync(socket, { force: true });
  const server = createServer((request, response) => void respond(request, response));
  context.subscriptions.push({ dispose: () => server.close() });
  return new Promise(resolve => server.listen(socket, resolve));
}
