// A window of VS Code that lives once: it asks a function through a temporary probe, keeps that for a while, and closes.
// `node window.child.js ENDPOINT JOURNAL-FOLDER`
import { ProbeWindow } from './probeWindow';

const KEPT_MS = 50;

async function live(): Promise<void> {
  const [, , endpoint = '', folder = ''] = process.argv;
  const window = new ProbeWindow(endpoint, folder);
  const [target] = await window.list();
  if (!target) {
    throw new Error('There is no function to inspect.');
  }
  process.send?.('begun');
  await window.inspect(target);
  await new Promise(resolve => setTimeout(resolve, KEPT_MS));
  await window.close();
  process.send?.('closed');
  process.disconnect?.();
}

void live();
