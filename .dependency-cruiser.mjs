// Imports run down only, and in no circle. `npm run lint` checks it; the map of the rooms is in CONTRIBUTING.md.

/** Rooms of src/, each with those beneath it that it may look into besides itself. */
const rooms = {
  protocol: [],
  core: ['protocol'],
  probe: ['core', 'protocol'],
  template: ['core'],
  aws: ['core', 'protocol'],
  local: ['core', 'probe', 'protocol'],
  inspect: ['aws', 'core', 'protocol'],
  agent: ['inspect', 'template', 'core'],
  cli: ['agent', 'inspect', 'aws', 'template', 'core', 'protocol'],
  views: ['agent', 'inspect', 'aws', 'local', 'template', 'core', 'protocol'],
  start: ['views', 'agent', 'inspect', 'template', 'core'],
};

/** Families of src/core, each with those beneath it. The files at the root of core are the ground and the steps. */
const families = {
  text: [],
  parse: ['text'],
  capture: ['parse', 'text'],
  findings: ['text'],
  mount: ['capture', 'findings', 'parse', 'text'],
  failure: ['mount', 'findings', 'text'],
  fixes: ['failure', 'mount', 'findings', 'text'],
  latency: ['findings', 'text'],
  listing: ['capture', 'parse', 'text'],
  words: ['failure', 'fixes', 'latency', 'findings', 'listing', 'mount', 'capture', 'parse', 'text'],
  export: [
    'words',
    'failure',
    'fixes',
    'latency',
    'findings',
    'listing',
    'mount',
    'capture',
    'parse',
    'text',
  ],
};

/** What the families may use of core's root; `words` and `export` also see what the steps make. */
const ground = 'guards|defineProblems|humanError|lambdaFunction|translate';

/**
 * Rooms within a room, each with those beneath it, and the files at its root that they may use. What else is at the root
 * stands above them.
 */
const inner = {
  aws: {
    ground: 'awsCommand|connection|log|operations|regions',
    rooms: {
      problems: [],
      sharedFiles: ['problems'],
      transport: ['sharedFiles', 'problems'],
      credentials: ['transport', 'sharedFiles', 'problems'],
      sdk: ['credentials', 'transport', 'problems'],
    },
  },
  template: {
    ground: 'templateFinding|templateSources|checkRules',
    rooms: {
      read: [],
      resolve: ['read'],
      mount: ['resolve', 'read'],
      edits: ['mount', 'resolve', 'read'],
      checks: ['edits', 'mount', 'resolve', 'read'],
      words: ['checks'],
      editor: ['mount', 'resolve', 'read'],
    },
  },
};

const roomPath = room => `^src/${room}(/|\\.ts$)`;

export default {
  forbidden: [
    {
      name: 'no-circle',
      comment: 'Two files that need each other are one file, or lack a third beneath both.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    ...Object.entries(rooms).map(([room, beneath]) => ({
      name: `${room}-looks-down-only`,
      severity: 'error',
      from: { path: roomPath(room) },
      to: {
        path: '^(src|media)/',
        pathNot: [...beneath, room].map(roomPath).concat('^src/assets\\.d\\.ts$'),
      },
    })),
    ...Object.entries(families).map(([family, beneath]) => ({
      name: `core-${family}-looks-down-only`,
      severity: 'error',
      from: { path: `^src/core/${family}/` },
      to: {
        path: '^src/core/',
        pathNot: [
          `^src/core/(${[...beneath, family].join('|')})/`,
          family === 'words' || family === 'export' ? '^src/core/[^/]+\\.ts$' : `^src/core/(${ground})\\.ts$`,
        ],
      },
    })),
    ...Object.entries(inner).flatMap(([room, { ground: root, rooms: within }]) =>
      Object.entries(within).map(([name, beneath]) => ({
        name: `${room}-${name}-looks-down-only`,
        severity: 'error',
        from: { path: `^src/${room}/${name}/` },
        to: {
          path: `^src/${room}/`,
          pathNot: [`^src/${room}/(${[...beneath, name].join('|')})/`, `^src/${room}/(${root})\\.ts$`],
        },
      })),
    ),
    {
      name: 'report-page-looks-down-only',
      comment: 'The page shares the model and its words with the extension, and the messages between both.',
      severity: 'error',
      from: { path: '^media/' },
      to: {
        path: '^src/',
        pathNot: ['^src/core/', '^src/protocol\\.ts$', '^src/views/report/messages\\.ts$'],
      },
    },
    {
      name: 'pure',
      comment: 'core and template are pure: text in, model out.',
      severity: 'error',
      from: { path: '^src/(core|template)/' },
      to: { dependencyTypes: ['core'] },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.d.ts', '.js'] },
  },
};
