#!/usr/bin/env node
import { languageOf } from './language';
import { runCommandLine } from './runCommandLine';
import { Terminal } from './terminal';

void runCommandLine(process.argv.slice(2), {
  ...languageOf(process.env),
  out: new Terminal(process.stdout, process.env),
  errors: new Terminal(process.stderr, process.env),
  input: process.stdin,
  folder: process.cwd(),
  environment: process.env,
  dist: __dirname,
}).then(code => {
  // Not process.exit(): what was written may not have arrived yet.
  process.exitCode = code;
});
