import assert from 'node:assert/strict';
import { build } from 'esbuild';
import { product } from '../../../build/bundles.mjs';

/** Bytes that starting the extension may load before anything of it is used. */
const MOST_BYTES = 40 * 1024;

describe('what starting the extension loads', () => {
  it('is small, and of others’ work nothing; what is looked at, called or drawn comes on first use', async () => {
    const { metafile, outputFiles } = await build({
      ...product(true),
      entryPoints: { extension: 'src/extension.ts' },
      write: false,
    });
    assert.equal(outputFiles?.length, 1);
    const bytes = outputFiles[0]?.contents.length ?? Infinity;
    assert.ok(bytes <= MOST_BYTES, `${bytes} bytes`);
    assert.ok(bytes > 1000, 'a bundle that holds nothing would be small, too');

    const [output] = Object.values(metafile.outputs);
    const inputs = Object.entries(output?.inputs ?? {}).flatMap(([file, { bytesInOutput }]) =>
      bytesInOutput > 0 ? [file] : [],
    );
    const eager =
      /^(src\/(extension|start\/.+|template\/read\/sniff|views\/.+|core\/.+|inspect\/isFileMissing|inspect\/temporary\/journalPlace)\.ts|shared-vscode:vscode)$/;
    assert.deepEqual(
      inputs.filter(file => !eager.test(file)),
      [],
    );
    const chunks = (output?.imports ?? []).map(each => each.path).filter(each => each.startsWith('./'));
    assert.deepEqual(chunks.sort(), [
      './agent-tools.js',
      './commands.js',
      './template-editor.js',
      './window.js',
    ]);
  });
});
