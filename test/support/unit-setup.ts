/** Files share a thread, which saves most of their start. None finds what another has left in a module. */
import { vi } from 'vitest';

vi.resetModules();
