/**
 * Test files share a thread, which saves most of their start time. This removes the module state of the file before.
 */
import { vi } from 'vitest';

vi.resetModules();
