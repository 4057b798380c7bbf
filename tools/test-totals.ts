import { writeFileSync } from "node:fs"
import type { Reporter, TestModule, Vitest } from "vitest/node"

/** Ends a test run with the line `N passed, N failed, N skipped`, and leaves the same numbers in `.test-totals.json`. */
export class TestTotals implements Reporter {
  #folder = process.cwd()
  #start = Date.now()

  onInit(vitest: Vitest): void {
    this.#folder = vitest.config.root
    this.#start = Date.now()
  }

  onTestRunEnd(modules: ReadonlyArray<TestModule>, errors: ReadonlyArray<unknown>): void {
    const totals = { passed: 0, failed: errors.length, skipped: 0, milliseconds: Date.now() - this.#start }
    for (const module of modules) {
      // A file that does not even load holds no test that could fail.
      if (!module.ok() && [...module.children.allTests("failed")].length === 0) totals.failed += 1
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state === "passed") totals.passed += 1
        else if (state === "failed") totals.failed += 1
        else totals.skipped += 1
      }
    }
    writeFileSync(`${this.#folder}/.test-totals.json`, `${JSON.stringify(totals)}\n`)
    console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`)
  }
}
