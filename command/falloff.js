#!/usr/bin/env node
// A bin of the root package itself would make npx link and build the project anew in its cache at the first call.
import '../dist/cli/main.js';
