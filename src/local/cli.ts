import { parseArgs } from 'node:util';
import { isHumanError } from '../core/humanError';
import { startLocalLambda, type AccessKey } from './index';

const usage = 'Usage: npm run local -- [--port N] [--latency MS] [--pending MS]';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      latency: { type: 'string', default: '0' },
      pending: { type: 'string', default: '2000' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const local = await startLocalLambda({
    distDir: __dirname,
    demo: true,
    port: count('--port', values.port),
    latencyMs: count('--latency', values.latency),
    pendingMs: count('--pending', values.pending),
  });
  const end = () => void local.close();
  process.once('SIGINT', end).once('SIGTERM', end);

  console.log(`Local Lambda endpoint with the demo's functions: ${local.url}

It answers only who has the key of this start. In another terminal, for sh, bash, zsh and fish:
${shellLines(local.accessKey, (name, value) => `export ${name}=${value}`)}
or for PowerShell:
${shellLines(local.accessKey, (name, value) => `$env:${name} = '${value}'`)}
and then:
  aws --region us-east-1 --endpoint-url ${local.url} lambda list-functions

End it with Ctrl+C.`);
}

function shellLines(
  { accessKeyId, secretAccessKey }: AccessKey,
  assign: (name: string, value: string) => string,
): string {
  const variables = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
  return Object.entries(variables)
    .map(([name, value]) => `  ${assign(name, value)}`)
    .join('\n');
}

function count(option: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) {
    throw new TypeError(`${option} takes a number, not ${JSON.stringify(text)}.`);
  }
  return Number(text);
}

main().catch((error: unknown) => {
  const understood = isHumanError(error) || error instanceof TypeError;
  console.error(understood ? error.message : error);
  console.error(usage);
  process.exitCode = 1;
});
