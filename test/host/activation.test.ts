import assert from 'node:assert/strict';
import * as vscode from 'vscode';

interface Manifest {
  contributes: { commands: { command: string }[] };
}

describe('the extension in the extension host', () => {
  const extension = vscode.extensions.getExtension<unknown>('efs-mount-inspector.efs-mount-inspector');

  it('activates', async () => {
    assert.ok(extension);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('registers every command that its manifest declares', async () => {
    const declared = (extension?.packageJSON as Manifest).contributes.commands.map(({ command }) => command);
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      declared.filter(command => !registered.has(command)),
      [],
    );
  });
});
