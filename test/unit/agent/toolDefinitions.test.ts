import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { toolDefinitions } from '../../../src/agent';

interface Manifest {
  readonly contributes: {
    readonly languageModelTools: readonly {
      name: string;
      modelDescription: string;
      inputSchema: object;
      toolReferenceName: string;
      canBeReferencedInPrompt: boolean;
    }[];
  };
}

describe('the tools for agents', () => {
  const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;

  it('are the same in VS Code and over MCP', () => {
    assert.deepEqual(
      contributes.languageModelTools.map(({ inputSchema, modelDescription, name }) => ({
        name,
        description: modelDescription,
        inputSchema,
      })),
      toolDefinitions.map(({ description, inputSchema, name }) => ({ name, description, inputSchema })),
    );
  });

  it('have names that VS Code takes, and can be used in agent mode', () => {
    for (const { canBeReferencedInPrompt, name, toolReferenceName } of contributes.languageModelTools) {
      assert.match(name, /^(?!copilot_|vscode_)[\w-]+$/);
      assert.match(toolReferenceName, /^[\w-]+$/);
      assert.equal(canBeReferencedInPrompt, true);
    }
  });

  it('take inputs of their schemas alone', () => {
    for (const { accepts, inputSchema, name } of toolDefinitions) {
      const required = inputSchema.required ?? [];
      const input = Object.fromEntries(required.map(key => [key, 'text']));
      assert.ok(accepts(input), name);
      for (const key of required) {
        assert.ok(!accepts({ ...input, [key]: 1 }), name);
        assert.ok(!accepts({ ...input, [key]: undefined }), name);
      }
      assert.ok(!accepts('text') && !accepts(null) && !accepts([]), name);
    }
  });
});
