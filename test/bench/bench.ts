// `npm run bench`: measures every subject and writes results.md, and the README's table of it. With names of subjects it measures those alone, as of the tests, and the
// others keep what they have there. `--rounds 1` tries it: what is measured then is printed, and nothing is written.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runCommand } from '../harness/command';
import { projectRoot } from '../harness/projectRoot';
import { benchCommandLine } from './commandLine';
import { benchDiscovery } from './discovery';
import { benchInspection } from './inspection';
import { benchListing } from './listing';
import { benchMemory } from './memory';
import { benchParsers } from './parsers';
import { chosen, trialRounds } from './options';
import { benchProbe } from './probe';
import { benchProduct } from './product';
import { withSpeedTable } from './readme';
import { isSubject, onlyByName, subjectNames, withSection, type SubjectName } from './sections';
import { benchTemplates } from './templates';
import { benchTests } from './tests';

/** Each measures one subject and returns it as Markdown, with a heading of level 2 first. */
const subjects: Readonly<Record<SubjectName, () => Promise<string>>> = {
  inspection: benchInspection,
  discovery: benchDiscovery,
  listing: benchListing,
  templates: benchTemplates,
  'command-line': benchCommandLine,
  parsers: benchParsers,
  probe: benchProbe,
  product: benchProduct,
  memory: benchMemory,
  tests: benchTests,
};

const resultsFile = path.join(projectRoot, 'test/bench/results.md');
const readmeFile = path.join(projectRoot, 'README.md');

async function main(): Promise<void> {
  const unknown = chosen.filter(name => !isSubject(name));
  if (unknown.length > 0) {
    throw new Error(`There is no ${unknown.join(', no ')} to measure, but ${subjectNames.join(', ')}.`);
  }
  const started = performance.now();
  const asked = subjectNames.filter(each =>
    chosen.length === 0 ? !onlyByName.includes(each) : chosen.includes(each),
  );
  const failed: SubjectName[] = [];
  for (const [index, name] of asked.entries()) {
    console.log(`Measuring ${name} (${index + 1} of ${asked.length})…`);
    try {
      await measureSubject(name);
    } catch (error) {
      console.error(`${name} could not be measured:`, error);
      failed.push(name);
    }
  }
  console.log(`Measured in ${secondsSince(started)} s altogether.`);
  if (trialRounds === undefined) {
    await writeReadme();
  }
  if (failed.length > 0) {
    console.error(`Not measured: ${failed.join(', ')}.`);
    process.exitCode = 1;
  }
}

async function writeReadme(): Promise<void> {
  const measured = readFileSync(resultsFile, 'utf8');
  writeFileSync(readmeFile, withSpeedTable(readFileSync(readmeFile, 'utf8'), measured));
  await runFormatter();
}

/** What was measured is kept, whatever becomes of the rest. */
async function measureSubject(name: SubjectName): Promise<void> {
  const before = load();
  const started = performance.now();
  const text = await subjects[name]();
  const section = `${text}\n\n${circumstances(before, secondsSince(started))}`;
  console.log(`\n${section}\n`);
  if (trialRounds !== undefined) {
    return;
  }
  const results = existsSync(resultsFile) ? readFileSync(resultsFile, 'utf8') : '';
  writeFileSync(resultsFile, withSection(results, name, section));
}

function secondsSince(started: number): number {
  return Math.round((performance.now() - started) / 1000);
}

function circumstances(loadBefore: string, seconds: number): string {
  const [cpu] = os.cpus();
  const machine = `${os.cpus().length} × ${cpu?.model ?? 'unknown processor'}`;
  return `_${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${os.type()} ${os.release()}, ${machine}, load average ${loadBefore} before and ${load()} after, ${seconds} s._`;
}

function load(): string {
  return os.loadavg()[0]?.toFixed(1) ?? '';
}

/** Tables are laid out as the project's formatter wants them. */
async function runFormatter(): Promise<void> {
  await runCommand('npx', ['prettier', '--write', resultsFile, readmeFile], { cwd: projectRoot });
}

void main();
