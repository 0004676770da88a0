import { afterAll } from "vitest";
import { unwireDomains } from "../app.ts";

// Test files that share a process do not hear of each other's repositories.
afterAll(() => unwireDomains());
