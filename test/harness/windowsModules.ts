// What is bundled as for Windows: the code that knows of paths.
export * from '../../src/aws/credentials/profiles';
export * from '../../src/aws/sharedFiles/sharedFiles';
export * from '../../src/aws/sharedFiles/sharedFilesWatcher';
export * from '../../src/aws/sharedFiles/watchedPlaces';
export * from '../../src/inspect/localCopy';
export * from '../../src/inspect/kept/storageFolder';
export * from '../../src/inspect/temporary/probeJournal';
export * from '../../src/views/connection/signInProgram';
