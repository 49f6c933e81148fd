import type { ModelHierarchy } from '../../hierarchy.js';
import type { ChainStudy } from '../spec.js';
import { chainReport, type ChainReport } from './report.js';
import { chainText } from './text.js';

/** Section 5.1: the hierarchy in the coordinates of the chain's modes, whose order 0 is exact. */
export const chainHierarchy: ModelHierarchy<ChainStudy, ChainReport> = {
  first: 0,
  takes: ['modes'],
  report: chainReport,
  text: chainText,
};
