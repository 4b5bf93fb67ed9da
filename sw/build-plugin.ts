// Vite plugin: builds the service worker once the app's files are on disk, with the list of those to be kept.
import { build, type Plugin, type ResolvedConfig } from 'vite';
import { getManifest } from 'workbox-build';

/** The shell, and nothing else: not the example page, not source maps, not the installer's screenshots. */
const SHELL = ['index.html', 'assets/*.{js,css,woff2}', '**/*.{svg,png,ico,webmanifest}'];
const NOT_SHELL = ['assets/example-*', 'screenshots/**'];

export function serviceWorker(): Plugin {
  let config: ResolvedConfig;
  return {
    name: 'lockstep-service-worker',
    apply: 'build',
    configResolved(resolved) {
      config = resolved;
    },
    // Not `closeBundle`: that one also runs after a failed build.
    writeBundle: {
      sequential: true,
      order: 'post',
      async handler({ dir }) {
        const { manifestEntries, warnings } = await getManifest({
          globDirectory: dir!,
          globPatterns: SHELL,
          globIgnores: NOT_SHELL,
          // These names change with their content.
          dontCacheBustURLsMatching: /^assets\/.*-[\w-]{8,}\./,
        });
        for (const warning of warnings) this.warn(warning);
        await buildWorker(config, dir!, manifestEntries);
      },
    },
  };
}

/** One classic script at a fixed address: that is what every browser takes as a service worker. */
async function buildWorker({ root, build: options }: ResolvedConfig, outDir: string, shell: unknown[]) {
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    define: {
      'self.__WB_MANIFEST': JSON.stringify(shell),
      'process.env.NODE_ENV': '"production"',
    },
    build: {
      outDir,
      emptyOutDir: false,
      target: options.target,
      minify: options.minify,
      sourcemap: options.sourcemap,
      modulePreload: false,
      rolldownOptions: {
        input: 'sw/sw.ts',
        // A classic script knows no import.meta; what Vite puts there for chunks is not reached in one file.
        transform: { define: { 'import.meta': '{}' } },
        output: { format: 'iife', entryFileNames: 'sw.js', codeSplitting: false },
      },
    },
  });
}
