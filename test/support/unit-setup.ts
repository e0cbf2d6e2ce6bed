/**
 * Test files share a thread, which saves most of their start time. This removes the module state of the previous file.
 */
import { vi } from 'vitest';

vi.resetModules();
