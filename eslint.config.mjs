import tseslint from 'typescript-eslint';

import absentFields from './build/absentFields.mjs';
import ownNames from './build/ownNames.mjs';

const purity = 'core and template are pure: text in, model out.';

/** What is absent is `undefined`: JSON leaves it out. See build/absentFields.mjs. */
const emptySpread = {
  selector:
    'ObjectExpression > SpreadElement > ConditionalExpression > ObjectExpression[properties.length=0]',
  message:
    'Write undefined for what is absent; where a field would hide another one, spread `condition && { field }`.',
};

export default tseslint.config(
  { ignores: ['dist', 'out', '.vscode-test', 'test/fixtures'] },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      eqeqeq: 'error',
      curly: 'error',
      'no-console': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: ['src/core/**', 'src/template/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['vscode', 'node:*', '@aws-sdk/*', '@smithy/*'], message: purity }] },
      ],
      'no-restricted-globals': [
        'error',
        ...['process', 'Buffer', 'require', '__dirname', 'window', 'document', 'fetch'].map(name => ({
          name,
          message: purity,
        })),
      ],
    },
  },
  {
    files: ['src/**'],
    ignores: ['src/views/window.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'MemberExpression[property.name=/^(show(Information|Warning|Error)Message|withProgress|(show|create)(QuickPick|InputBox)|setStatusBarMessage|showWorkspaceFolderPick)$/]',
          message: 'VS Code makes links and icons of what is in names: say it through views/window.ts.',
        },
        {
          selector: 'ImportDeclaration[source.value="vscode"] > ImportSpecifier',
          message: 'Import all of vscode, so that lint sees what is used of it.',
        },
        emptySpread,
      ],
    },
  },
  { files: ['media/**'], rules: { 'no-restricted-syntax': ['error', emptySpread] } },
  {
    files: ['src/**/*.ts', 'media/**/*.{ts,tsx}'],
    ignores: ['src/core/guards.ts'],
    plugins: { 'own-names': ownNames },
    rules: { 'own-names/use-own': 'error' },
  },
  {
    files: ['src/**/*.ts', 'media/**/*.{ts,tsx}'],
    plugins: { 'absent-fields': absentFields },
    rules: { 'absent-fields/as-undefined': 'error' },
  },
  {
    files: ['src/**', 'media/**'],
    ignores: ['src/core/text/display.ts', 'src/cli/language.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        ...['NumberFormat', 'DateTimeFormat', 'RelativeTimeFormat', 'ListFormat', 'PluralRules'].map(
          property => ({
            object: 'Intl',
            property,
            message: 'It falls back to the operating system’s language: use core/text/display.ts.',
          }),
        ),
        ...['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString'].map(property => ({
          property,
          message: 'It follows the operating system’s language: use core/text/display.ts.',
        })),
      ],
    },
  },
  { files: ['test/**', 'src/local/cli.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['test/**'],
    ignores: ['test/harness/skip.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.property.name='skip']",
          message: 'A skipped test says why: skip() of test/harness/skip.ts.',
        },
        {
          selector: 'Program > ExpressionStatement > CallExpression[callee.name=/^(before|after)(Each)?$/]',
          message:
            'Mocha runs the hooks at the root of a file around the tests of all files: put them into a describe.',
        },
      ],
    },
  },
);
