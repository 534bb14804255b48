import about from '../package.json' with { type: 'json' };

/** Written in by scripts/build.mjs: the commit that was built, or an empty text. */
declare const BUILD_COMMIT: string | undefined;

/** This is the program that scripts/build.mjs made, not its sources. */
export const isBuilt = typeof BUILD_COMMIT === 'string';

/** `0.1.0+1a2b3c4`: the version and, where the build knows it, the commit. The same string everywhere it is shown. */
export const version = isBuilt && BUILD_COMMIT ? `${about.version}+${BUILD_COMMIT}` : about.version;
