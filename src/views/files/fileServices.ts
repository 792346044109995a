import type { Services } from '../services';

export type FileServices = Pick<Services, 'inspector' | 'openedFiles'>;
